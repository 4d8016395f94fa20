package dev.comity.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client written from the texts of SCRAPI, RFC 9942 and RFC 9052 alone: its own CBOR, the JDK's
 * HTTP and cryptography, an X.509 certificate instead of anything that this project knows, and the
 * address of the host. Nothing here but the preparation of the node uses our code.
 */
class PlainClientTest {
  @TempDir static Path data;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anUnmodifiedClient_registersPollsAndVerifies() throws Exception {
    try (ScittNode node = ScittNode.start(data.resolve("node"))) {
      admitVendors(node);
      URI service = node.uri("");
      Map<Object, Object> keys = keysByKid(get(service.resolve("/.well-known/scitt-keys")));

      byte[] statement = signedStatement("pkg:example/one");
      HttpResponse<byte[]> posted = post(service.resolve("/entries"), statement);
      assertThat(posted.statusCode()).isEqualTo(201);
      verify(posted.body(), statement, keys);

      byte[] later = signedStatement("pkg:example/two");
      HttpResponse<byte[]> accepted =
          post(service.resolve("/entries"), later, "Prefer", "respond-async");
      assertThat(accepted.statusCode()).isIn(201, 202);
      URI locator =
          service
              .resolve("/entries")
              .resolve(accepted.headers().firstValue("Location").orElseThrow());
      HttpResponse<byte[]> polled = get(locator);
      while (polled.statusCode() == 204) {
        assertThat(polled.headers().firstValue("Retry-After")).isPresent();
        Thread.onSpinWait();
        polled = get(locator);
      }
      assertThat(polled.statusCode()).isEqualTo(200);
      verify(polled.body(), later, keys);

      HttpResponse<byte[]> refused = post(service.resolve("/entries"), new byte[] {1, 2, 3});
      assertThat(refused.statusCode()).isEqualTo(400);
      Map<?, ?> problem = (Map<?, ?>) decode(refused.body());
      assertThat(problem.get(-1L)).isEqualTo("Malformed request");
      assertThat(problem.get(-2L)).isInstanceOf(String.class);
    }
  }

  private static void admitVendors(ScittNode node) throws Exception {
    var certified =
        dev.comity.core.json.Json.object()
            .put("certified", "https://vendor.example/issuer")
            .build();
    var admits =
        dev.comity.core.json.Json.object()
            .put("contentType", ScittNode.SPDX)
            .put("issuers", new dev.comity.core.json.Json.Arr(List.of(certified)))
            .build();
    var policy =
        node.policy(
            "one",
            Map.of(
                "admits",
                new dev.comity.core.json.Json.Arr(List.of(admits)),
                "trustAnchors",
                dev.comity.core.json.Json.strings(List.of(ScittNode.der("root").base64()))));
    HttpResponse<byte[]> changed = node.register("/entries", policy);
    assertThat(changed.statusCode())
        .as(new String(changed.body(), StandardCharsets.UTF_8))
        .isEqualTo(201);
  }

  private HttpResponse<byte[]> get(URI uri) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/cbor")
            .header("Accept", "application/cose")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(URI uri, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/cbor")
            .header("Accept", "application/cose")
            .header("Content-Type", "application/cose")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Protected: alg, content type, CWT claims, x5chain; no kid, since there is a chain. */
  private static byte[] signedStatement(String subject) throws Exception {
    Path x509 = RunningNode.HOME.resolve("vectors/x509");
    Map<Object, Object> claims = new LinkedHashMap<>();
    claims.put(1L, "https://vendor.example/issuer");
    claims.put(2L, subject);
    Map<Object, Object> header = new LinkedHashMap<>();
    header.put(1L, -8L);
    header.put(3L, "application/spdx+json");
    header.put(15L, claims);
    header.put(
        33L,
        List.of(
            Files.readAllBytes(x509.resolve("leaf-ed25519.der")),
            Files.readAllBytes(x509.resolve("intermediate.der"))));
    byte[] protectedHeader = encode(header);
    byte[] payload = "{\"spdxVersion\":\"SPDX-2.2\"}".getBytes(StandardCharsets.UTF_8);
    byte[] toBeSigned = encode(List.of("Signature1", protectedHeader, new byte[0], payload));
    byte[] signature = sign(Files.readString(x509.resolve("leaf-ed25519.jwk")), toBeSigned);
    byte[] message = encode(List.of(protectedHeader, Map.of(), payload, signature));
    byte[] tagged = new byte[message.length + 1];
    tagged[0] = (byte) 0xd2;
    System.arraycopy(message, 0, tagged, 1, message.length);
    return tagged;
  }

  private static byte[] sign(String jwk, byte[] message) throws Exception {
    Matcher secret = Pattern.compile("\"d\": *\"([^\"]+)\"").matcher(jwk);
    assertThat(secret.find()).isTrue();
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(
                new EdECPrivateKeySpec(
                    NamedParameterSpec.ED25519, Base64.getUrlDecoder().decode(secret.group(1))));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(message);
    return signer.sign();
  }

  private static Map<Object, Object> keysByKid(HttpResponse<byte[]> response) throws Exception {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/cbor");
    Map<Object, Object> keys = new LinkedHashMap<>();
    for (Object key : (List<?>) decode(response.body())) {
      Map<?, ?> coseKey = (Map<?, ?>) key;
      keys.put(Arrays.toString((byte[]) coseKey.get(2L)), coseKey.get(-2L));
    }
    return keys;
  }

  /** RFC 9942 section 5.2: apply the proof to the entry, then check the signature on the root. */
  private static void verify(byte[] receipt, byte[] entry, Map<Object, Object> keys)
      throws Exception {
    assertThat(receipt[0]).isEqualTo((byte) 0xd2);
    List<?> message = (List<?>) decode(Arrays.copyOfRange(receipt, 1, receipt.length));
    byte[] protectedHeader = (byte[]) message.get(0);
    Map<?, ?> header = (Map<?, ?>) decode(protectedHeader);
    assertThat(header.get(395L)).isEqualTo(1L);
    Map<?, ?> proofs = (Map<?, ?>) ((Map<?, ?>) message.get(1)).get(396L);
    List<?> proof = (List<?>) decode((byte[]) ((List<?>) proofs.get(-1L)).get(0));
    byte[] root =
        root(hash(0, entry), (Long) proof.get(1), (Long) proof.get(0), (List<?>) proof.get(2));
    byte[] signed = encode(List.of("Signature1", protectedHeader, new byte[0], root));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(publicKey((byte[]) keys.get(Arrays.toString((byte[]) header.get(4L)))));
    verifier.update(signed);
    assertThat(verifier.verify((byte[]) message.get(3))).isTrue();
  }

  /** RFC 9162 section 2.1.3.2. */
  private static byte[] root(byte[] leaf, long index, long size, List<?> path) throws Exception {
    long fn = index;
    long sn = size - 1;
    byte[] r = leaf;
    for (Object sibling : path) {
      assertThat(sn).isNotZero();
      if (fn % 2 == 1 || fn == sn) {
        r = hash(1, (byte[]) sibling, r);
        while (fn % 2 == 0 && fn != 0) {
          fn /= 2;
          sn /= 2;
        }
      } else {
        r = hash(1, r, (byte[]) sibling);
      }
      fn /= 2;
      sn /= 2;
    }
    assertThat(sn).isZero();
    return r;
  }

  private static byte[] hash(int prefix, byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) prefix);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static PublicKey publicKey(byte[] littleEndian) throws Exception {
    byte[] y = new byte[32];
    for (int i = 0; i < 32; i++) {
      y[i] = littleEndian[31 - i];
    }
    boolean odd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
  }

  /** As much of RFC 8949 as the messages above have. */
  private static byte[] encode(Object item) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, item);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Object item) {
    switch (item) {
      case Long n when n >= 0 -> head(out, 0, n);
      case Long n -> head(out, 1, -1 - n);
      case byte[] bytes -> {
        head(out, 2, bytes.length);
        out.writeBytes(bytes);
      }
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(out, 3, utf8.length);
        out.writeBytes(utf8);
      }
      case List<?> list -> {
        head(out, 4, list.size());
        list.forEach(one -> write(out, one));
      }
      case Map<?, ?> map -> {
        head(out, 5, map.size());
        map.forEach(
            (label, value) -> {
              write(out, label);
              write(out, value);
            });
      }
      default -> throw new IllegalArgumentException(item.toString());
    }
  }

  private static void head(ByteArrayOutputStream out, int major, long n) {
    if (n < 24) {
      out.write(major << 5 | (int) n);
    } else if (n < 256) {
      out.write(major << 5 | 24);
      out.write((int) n);
    } else {
      out.write(major << 5 | 25);
      out.write((int) (n >> 8));
      out.write((int) n);
    }
  }

  private static Object decode(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    Object item = read(in);
    assertThat(in.available()).isZero();
    return item == null ? "null" : item;
  }

  private static Object read(ByteArrayInputStream in) {
    int initial = in.read();
    if (initial == 0xf6) {
      return "null";
    }
    long n = initial & 31;
    if (n >= 24) {
      int size = 1 << (n - 24);
      n = 0;
      for (int i = 0; i < size; i++) {
        n = n << 8 | in.read();
      }
    }
    return switch (initial >> 5) {
      case 0 -> n;
      case 1 -> -1 - n;
      case 2 -> bytes(in, n);
      case 3 -> new String(bytes(in, n), StandardCharsets.UTF_8);
      case 4 -> {
        List<Object> items = new ArrayList<>();
        for (long i = 0; i < n; i++) {
          items.add(read(in));
        }
        yield items;
      }
      case 5 -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < n; i++) {
          map.put(read(in), read(in));
        }
        yield map;
      }
      default -> throw new IllegalArgumentException("initial byte " + initial);
    };
  }

  private static byte[] bytes(ByteArrayInputStream in, long n) {
    byte[] bytes = new byte[(int) n];
    assertThat(in.readNBytes(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return bytes;
  }
}
