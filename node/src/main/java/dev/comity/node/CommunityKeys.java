package dev.comity.node;

import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The two keys of a community's operator: one signs the log, the other signs statements (clock,
 * decision).
 */
record CommunityKeys(SigningKey log, SigningKey operator) {
  static CommunityKeys read(Path directory) throws IOException, VerificationException {
    return new CommunityKeys(
        KeyFile.read(CommunityFiles.logKey(directory)),
        KeyFile.read(CommunityFiles.operatorKey(directory)));
  }

  void write(Path directory) throws IOException {
    KeyFile.write(CommunityFiles.logKey(directory), log);
    KeyFile.write(CommunityFiles.operatorKey(directory), operator);
  }
}
