package dev.comity.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | 10 | ''
          respond-async               |  0 | respond-async
          wait=7                      |  7 | wait=7
          Wait = "7"                  |  7 | wait=7
          respond-async, wait=3       |  3 | respond-async, wait=3
          wait=5, wait=6              |  5 | wait=5
          wait=100000000              | 60 | wait=60
          wait=99999999999999999999   | 10 | ''
          wait=-1                     | 10 | ''
          wait                        | 10 | ''
          return=minimal; wait=2      | 10 | ''
          handling=lenient,,;=,wait=1 |  1 | wait=1
          """)
  void parse_takesWhatItUnderstands(String value, long patience, String applied) {
    Preference preference = Preference.parse(List.of(value));
    assertThat(preference.patienceSeconds()).isEqualTo(patience);
    assertThat(preference.applied()).isEqualTo(applied);
  }

  @Test
  void parse_joinsLines() {
    Preference preference = Preference.parse(List.of("respond-async", "wait=4"));
    assertThat(preference.respondAsync()).isTrue();
    assertThat(preference.patienceSeconds()).isEqualTo(4);
    assertThat(Preference.parse(List.of()).patienceSeconds()).isEqualTo(10);
  }
}
