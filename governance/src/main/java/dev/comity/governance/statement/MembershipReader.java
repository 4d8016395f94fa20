package dev.comity.governance.statement;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads statements about membership. */
final class MembershipReader {
  private MembershipReader() {}

  static Body read(BodyType type, JsonFields fields) throws VerificationException {
    return switch (type) {
      case APPLY ->
          new Membership.Apply(
              roles(fields),
              memberClass(fields),
              fields.has("controller")
                  ? Optional.of(BodyReader.party(fields, "controller"))
                  : Optional.empty(),
              BodyReader.longText(fields, "text"));
      case ADMIT ->
          new Membership.Admit(
              BodyReader.party(fields, "party"),
              roles(fields),
              memberClass(fields),
              until(fields, "until"));
      case EXIT -> new Membership.Exit(BodyReader.longText(fields, "text"));
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  static List<String> roles(JsonFields fields) throws VerificationException {
    String path = fields.path("roles");
    List<String> roles = BodyReader.distinct(fields, "roles", Terms.ROLES.size());
    for (String role : roles) {
      known(role, path);
    }
    if (roles.isEmpty()) {
      throw VerificationException.malformed(path + ": expected at least one of " + Terms.ROLES);
    }
    return roles;
  }

  static String role(JsonFields fields) throws VerificationException {
    return known(fields.text("role"), fields.path("role"));
  }

  private static String known(String role, String path) throws VerificationException {
    if (!Terms.ROLES.contains(role)) {
      throw JsonFields.expected(path, "one of " + Terms.ROLES, Json.of(role));
    }
    return role;
  }

  static Optional<String> memberClass(JsonFields fields) throws VerificationException {
    return fields.has("class") ? Optional.of(BodyReader.slug(fields, "class")) : Optional.empty();
  }

  static Optional<Instant> until(JsonFields fields, String name) throws VerificationException {
    return fields.has(name) ? Optional.of(BodyReader.instant(fields, name)) : Optional.empty();
  }
}
