package dev.comity.governance.statement;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.Bilingual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the body of a policy. */
final class PolicyReader {
  private static final int MAX_ADMITS = 100;
  private static final int MAX_ISSUERS = 1_000;
  private static final int MAX_ANCHORS = 32;
  private static final int MAX_NAME = 1_000;

  private PolicyReader() {}

  static Body.Policy read(JsonFields fields) throws VerificationException {
    VerificationKey logKey = BodyReader.key(fields, "logKey");
    if (logKey.algorithm() != Algorithm.EDDSA) {
      throw VerificationException.malformed(
          fields.path("logKey") + ": expected an Ed25519 key, which signs checkpoints");
    }
    return new Body.Policy(
        logKey,
        BodyReader.key(fields, "operatorKey"),
        Bilingual.take(fields, "operatorName"),
        algorithms(fields),
        admits(fields),
        trustAnchors(fields));
  }

  private static List<String> algorithms(JsonFields fields) throws VerificationException {
    List<String> known = Arrays.stream(Algorithm.values()).map(Algorithm::text).toList();
    List<String> algorithms = fields.texts("algorithms");
    if (algorithms.isEmpty() || !known.containsAll(algorithms)) {
      throw VerificationException.malformed(
          fields.path("algorithms") + ": expected some of " + known + ", found " + algorithms);
    }
    return algorithms;
  }

  private static List<Body.Admits> admits(JsonFields fields) throws VerificationException {
    List<Json> items = bounded(fields, "admits", MAX_ADMITS);
    List<Body.Admits> admits = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (Json item : items) {
      JsonFields one = JsonFields.of(item, fields.path("admits") + "[" + admits.size() + "]");
      Body.Admits read = admits(one.text("contentType"), one);
      if (BodyType.ofContentType(read.contentType()).isPresent()
          || !types.add(read.contentType())) {
        throw VerificationException.malformed(
            one.path("contentType") + ": expected a foreign content type, each at most once");
      }
      one.done();
      admits.add(read);
    }
    return admits;
  }

  private static Body.Admits admits(String contentType, JsonFields fields)
      throws VerificationException {
    if (contentType.isBlank() || contentType.length() > MAX_NAME) {
      throw VerificationException.malformed(
          fields.path("contentType") + ": expected 1 to " + MAX_NAME + " characters");
    }
    Json issuers = fields.required("issuers");
    if (issuers.equals(Json.of("any"))) {
      return new Body.Admits(contentType, true, List.of(), List.of(), List.of());
    }
    String path = fields.path("issuers");
    if (!(issuers instanceof Json.Arr list)
        || list.items().isEmpty()
        || list.items().size() > MAX_ISSUERS) {
      throw VerificationException.malformed(
          path + ": expected \"any\" or a list of 1 to " + MAX_ISSUERS + " issuers");
    }
    return listed(contentType, list.items(), path);
  }

  /** Which kind of issuer each is, its field says. */
  private static Body.Admits listed(String contentType, List<Json> issuers, String path)
      throws VerificationException {
    List<String> parties = new ArrayList<>();
    List<Body.ListedKey> keys = new ArrayList<>();
    List<String> certified = new ArrayList<>();
    for (int i = 0; i < issuers.size(); i++) {
      JsonFields issuer = JsonFields.of(issuers.get(i), path + "[" + i + "]");
      if (issuer.has("party")) {
        parties.add(name(issuer, "party"));
      } else if (issuer.has("certified")) {
        certified.add(name(issuer, "certified"));
      } else {
        keys.add(new Body.ListedKey(BodyReader.key(issuer, "key"), name(issuer, "issuer")));
      }
      issuer.done();
    }
    return new Body.Admits(contentType, false, parties, keys, certified);
  }

  private static String name(JsonFields fields, String field) throws VerificationException {
    String name = fields.text(field);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw VerificationException.malformed(
          fields.path(field) + ": expected 1 to " + MAX_NAME + " characters");
    }
    return name;
  }

  private static List<Bytes> trustAnchors(JsonFields fields) throws VerificationException {
    List<Bytes> anchors = new ArrayList<>();
    for (Json item : bounded(fields, "trustAnchors", MAX_ANCHORS)) {
      String path = fields.path("trustAnchors") + "[" + anchors.size() + "]";
      try {
        anchors.add(Bytes.fromBase64(JsonFields.asText(item, path)));
      } catch (IllegalArgumentException e) {
        throw VerificationException.malformed(path + ": expected canonical base64");
      }
      CertificateChain.requireAnchor(anchors.getLast(), path);
    }
    return anchors;
  }

  private static List<Json> bounded(JsonFields fields, String name, int most)
      throws VerificationException {
    List<Json> items = fields.listOrEmpty(name);
    if (items.size() > most) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected at most " + most + ", found " + items.size());
    }
    return items;
  }
}
