package dev.comity.node.pages.state;

import dev.comity.governance.RulesInForce;
import dev.comity.node.pages.ConcernRow;
import dev.comity.node.pages.OverviewPage;
import java.util.Comparator;
import java.util.List;

/** The overview of this node. */
final class OverviewView {
  private OverviewView() {}

  static OverviewPage of(List<Place> places, List<String> commands) {
    List<ConcernRow> concerns =
        places.stream()
            .flatMap(place -> ConcernRows.open(place).stream())
            .sorted(Comparator.comparing(ConcernRow::dueAt))
            .toList();
    return new OverviewPage(
        places.stream().map(OverviewView::card).toList(),
        SystemRows.of(places),
        concerns,
        commands);
  }

  private static OverviewPage.Card card(Place place) {
    return new OverviewPage.Card(
        place.slug(),
        place.title(),
        place.in(place.charter().purpose()),
        place.charter().demonstration(),
        place.state().size(),
        RulesInForce.rulebooks(place.state()).size(),
        place.state().systems().size(),
        ConcernRows.open(place).size());
  }
}
