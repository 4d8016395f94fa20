package dev.comity.governance.invariants;

import dev.comity.governance.Electorate;
import dev.comity.governance.Entry;
import dev.comity.governance.Honour;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.State;

/** What is put to the test: the reducer and what is derived from its states. */
interface Constitution {
  Constitution REAL = new Constitution() {};

  default Result reduce(State state, Entry entry) {
    return Reducer.reduce(state, entry);
  }

  default Honour honour(State state, ForeignState foreign) {
    return Honour.of(state, foreign);
  }

  default Electorate electorate(State state) {
    return Electorate.of(state);
  }
}
