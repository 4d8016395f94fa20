package dev.comity.governance.statement;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.Bilingual;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads charters. */
final class CharterReader {
  private CharterReader() {}

  static Body.Charter read(JsonFields fields) throws VerificationException {
    return new Body.Charter(
        BodyReader.slug(fields, "community"),
        Bilingual.take(fields, "title"),
        Bilingual.take(fields, "purpose"),
        fields.count("reducer"),
        fields.boolOr("demonstration", false),
        roles(fields.object("roles")),
        parents(fields),
        BodyReader.period(fields, "certificateTerm"),
        BodyReader.period(fields, "responseWindow"),
        fields.textsOrEmpty("opaqueContentTypes"),
        TermsReader.membership(fields),
        TermsReader.deliberation(fields),
        TermsReader.loop(fields),
        TermsReader.sanctions(fields),
        TermsReader.keys(fields),
        TermsReader.maxStaleness(fields),
        TermsReader.forecasts(fields),
        TermsReader.fork(fields));
  }

  private static SortedMap<String, List<String>> roles(JsonFields roles)
      throws VerificationException {
    SortedMap<String, List<String>> byRole = new TreeMap<>();
    for (String role : Terms.ROLES) {
      byRole.put(role, roles.textsOrEmpty(role));
    }
    roles.done();
    return Body.sorted(byRole);
  }

  private static List<Body.Parent> parents(JsonFields fields) throws VerificationException {
    List<Body.Parent> parents = new ArrayList<>();
    for (Json item : fields.listOrEmpty("parents")) {
      JsonFields parent = JsonFields.of(item, fields.path("parents") + "[" + parents.size() + "]");
      parents.add(
          new Body.Parent(
              BodyReader.origin(parent, "log"),
              BodyReader.key(parent, "logKey"),
              parent.texts("rulebooks")));
      parent.done();
    }
    return parents;
  }
}
