package dev.comity.node.pages.state;

import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.node.pages.EntryRef;
import dev.comity.node.pages.Language;
import dev.comity.node.pages.Paths;
import dev.comity.node.pages.Text;
import dev.comity.rules.Bilingual;
import java.time.Instant;

/** One community as seen by a reader of one language: names, texts and addresses. */
record Place(String slug, State state, Language language) {
  /** Characters of an undeclared key's name that are shown. */
  private static final int SHORT = 24;

  Text text() {
    return new Text(language);
  }

  Body.Charter charter() {
    return state.charter().orElseThrow().charter();
  }

  /** The charter's title; the slug before there is a charter. */
  String title() {
    return state.charter().map(c -> in(c.charter().title())).orElse(slug);
  }

  String in(Bilingual text) {
    return language == Language.ZH ? text.zh() : text.en();
  }

  /** A party's declared name, or what is known of its identity. */
  String party(String id) {
    PartyState party = state.parties().get(id);
    if (party != null) {
      return in(party.name());
    }
    return id.length() > SHORT ? id.substring(0, SHORT) + "…" : id;
  }

  EntryRef entry(long index) {
    return EntryRef.of(slug, index);
  }

  EntryRef entry(long index, Instant at) {
    return at.equals(Instant.EPOCH) ? EntryRef.of(slug, index) : EntryRef.of(slug, index, at);
  }

  /**
   * A rulebook's name in addresses: its id, with the entry where a parent's has the same id as
   * another.
   */
  String address(RulebookState rulebook) {
    String id = rulebook.key().id();
    boolean own = rulebook.parent().isEmpty();
    boolean alone =
        !state.rulebooks().containsKey(id)
            && state.baselines().values().stream().filter(b -> b.key().id().equals(id)).count()
                == 1;
    return own || alone ? id : id + "@" + rulebook.index();
  }

  String href(RulebookState rulebook) {
    return Paths.rulebook(slug, address(rulebook));
  }
}
