package dev.comity.node.http;

import dev.comity.core.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a multipart/form-data body (RFC 7578), by field name. Reads what browsers send for a
 * form of files: a few parts, each with a Content-Disposition that names its field.
 */
final class MultipartForm {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data\\s*;.*boundary=\"?([A-Za-z0-9'()+_,./:=?-]{1,70})\"?.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD = Pattern.compile("form-data;.*?\\bname=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("\\bfilename=\"([^\"]*)\"");
  private static final int MAX_PARTS = 10;

  private MultipartForm() {}

  /** One part; {@code fileName} is empty where the browser gave none. */
  record Part(String fileName, Bytes content) {}

  static Map<String, Part> read(Request request, int limit) throws HttpProblem, IOException {
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (!boundary.matches()) {
      throw HttpProblem.badRequest("expected a multipart/form-data body with a boundary");
    }
    // Latin-1 maps every byte to one character and back, so that parts can be found as text.
    String body = new String(request.body(limit).toArray(), StandardCharsets.ISO_8859_1);
    return parts(body, "--" + boundary.group(1));
  }

  private static Map<String, Part> parts(String body, String delimiter) throws HttpProblem {
    Map<String, Part> parts = new TreeMap<>();
    if (!body.startsWith(delimiter + "\r\n")) {
      throw HttpProblem.badRequest("the multipart body does not start with its boundary");
    }
    int start = delimiter.length() + 2;
    while (parts.size() < MAX_PARTS) {
      int end = body.indexOf("\r\n" + delimiter, start);
      if (end < 0) {
        throw HttpProblem.badRequest("the multipart body ends inside a part");
      }
      add(parts, body.substring(start, end));
      int after = end + 2 + delimiter.length();
      if (body.startsWith("--", after)) {
        return parts;
      }
      if (!body.startsWith("\r\n", after)) {
        throw HttpProblem.badRequest("a multipart boundary is followed by something else");
      }
      start = after + 2;
    }
    throw HttpProblem.badRequest("the multipart body has more than " + MAX_PARTS + " parts");
  }

  private static void add(Map<String, Part> parts, String part) throws HttpProblem {
    int blank = part.indexOf("\r\n\r\n");
    Matcher field = FIELD.matcher(blank < 0 ? "" : part.substring(0, blank));
    if (!field.find()) {
      throw HttpProblem.badRequest("a part of the multipart body names no field");
    }
    Matcher file = FILE.matcher(part.substring(0, blank));
    String name = file.find() ? file.group(1) : "";
    byte[] content = part.substring(blank + 4).getBytes(StandardCharsets.ISO_8859_1);
    parts.put(field.group(1), new Part(name, Bytes.of(content)));
  }
}
