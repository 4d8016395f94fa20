package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The inputs that Certificate Transparency implementations have tested with since RFC 6962. */
  private static final List<String> INPUTS =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void root_ofNothing_isTheHashOfNothing() {
    assertThat(MerkleTree.root(List.of()).hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(new Frontier().root()).isEqualTo(MerkleTree.EMPTY_ROOT);
  }

  @Test
  void root_ofTheCertificateTransparencyInputs_isTheKnownOne() {
    Frontier frontier = new Frontier();
    for (int i = 0; i < INPUTS.size(); i++) {
      frontier.append(MerkleTree.leafHash(Bytes.fromHex(INPUTS.get(i))));
      assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(i));
      assertThat(frontier.size()).isEqualTo(i + 1);
    }
  }

  @Test
  void root_ofEverySmallTree_isThatOfTheDefinition() throws Exception {
    List<Hash> leaves = NaiveTree.leaves(300);
    Frontier frontier = new Frontier();
    List<Hash> appended = new ArrayList<>();
    for (Hash leaf : leaves) {
      frontier.append(leaf);
      appended.add(leaf);
      Hash expected = NaiveTree.root(appended);
      assertThat(frontier.root()).isEqualTo(expected);
      assertThat(NaiveTree.nodes(appended).root(appended.size())).isEqualTo(expected);
    }
  }
}
