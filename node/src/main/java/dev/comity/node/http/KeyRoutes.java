package dev.comity.node.http;

import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.state.PolicyState;
import dev.comity.node.Community;
import java.util.ArrayList;
import java.util.List;

/**
 * Key discovery after draft-ietf-scitt-scrapi-11 sections 2.1 and 2.2. A log's keys stand in its
 * policies, so retired ones stay as long as the log does.
 */
final class KeyRoutes {
  private final Communities communities;

  KeyRoutes(Communities communities) {
    this.communities = communities;
  }

  /** Every key that the log has had, the newest first. */
  private static List<VerificationKey> keys(Community community) {
    return community.state().policy().orElseThrow().logKeys().reversed().stream()
        .map(PolicyState.LogKey::key)
        .toList();
  }

  /** The COSE Key Set. */
  Reply all(Request request) throws HttpProblem {
    List<Cbor> set = new ArrayList<>();
    keys(communities.of(request)).forEach(key -> set.add(key.toCoseKey()));
    return published(new Cbor.Array(set));
  }

  /** One COSE Key by its kid in unpadded base64url. */
  Reply one(Request request) throws HttpProblem {
    String kid = request.parameter("kid");
    for (VerificationKey key : keys(communities.of(request))) {
      if (key.keyId().bytes().base64Url().equals(kid)) {
        return published(key.toCoseKey());
      }
    }
    throw new HttpProblem(
        404, "No such key", "this log has no key of this kid; a kid is unpadded base64url");
  }

  private static Reply published(Cbor keys) {
    return Reply.of(200, Reply.CBOR, CborEncoder.encode(keys))
        .with("Cache-Control", "public, max-age=60");
  }
}
