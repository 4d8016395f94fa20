package dev.comity.node.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.comity.node.pages.IncoherencePlot.Mark;
import dev.comity.node.pages.IncoherencePlot.Point;
import dev.comity.node.pages.IncoherencePlot.Range;
import dev.comity.node.pages.IncoherencePlot.Ray;
import dev.comity.node.pages.IncoherencePlot.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where things are drawn: origin at (52, 280), both axes 260 long. */
final class IncoherencePlotTest {
  private static Point point(double bias2, double variance) {
    return new Point(
        "p",
        "/p",
        new Range(bias2, bias2 - 0.1, bias2 + 0.05),
        new Range(variance, variance - 0.05, variance + 0.1));
  }

  @Test
  void of_knownValues_givesKnownCoordinates() {
    IncoherencePlot plot = IncoherencePlot.of(point(0.3, 0.15), List.of());
    assertThat(plot.extent()).isEqualTo(0.4);
    assertThat(plot.self())
        .isEqualTo(new Mark("p", "/p", "247", "182.5", "182", "279.5", "215", "117.5"));
    assertThat(plot.ticks().stream().map(Tick::label)).containsExactly("0.1", "0.2", "0.3", "0.4");
    assertThat(plot.ticks().getLast()).isEqualTo(new Tick("0.4", "312", "20"));
  }

  @Test
  void rays_runThroughPlacesOfTheirIncoherence() {
    List<Ray> rays = IncoherencePlot.of(point(0.3, 0.15), List.of()).rays();
    assertThat(rays.stream().map(Ray::label)).containsExactly("0.25", "0.5", "0.75");
    assertThat(rays.get(0)).extracting(Ray::x, Ray::y).containsExactly("312", "193.3");
    assertThat(rays.get(1)).extracting(Ray::x, Ray::y).containsExactly("312", "20");
    assertThat(rays.get(2)).extracting(Ray::x, Ray::y).containsExactly("138.7", "20");
  }

  @Test
  void of_others_areInTheSameScale() {
    IncoherencePlot plot = IncoherencePlot.of(point(0.3, 0.15), List.of(point(0.9, 0.5)));
    assertThat(plot.extent()).isCloseTo(1.2, within(1e-9));
    assertThat(plot.others().getFirst().x()).isEqualTo("247");
  }

  @Test
  void of_valuesBelowZero_areDrawnOnTheAxis() {
    Mark self = IncoherencePlot.of(point(-0.01, 0.2), List.of()).self();
    assertThat(self.x()).isEqualTo("52");
    assertThat(self.xLow()).isEqualTo("52");
  }

  @Test
  void of_noErrorAtAll_stillHasAxes() {
    Point zero = new Point("p", "/p", new Range(0, 0, 0), new Range(0, 0, 0));
    IncoherencePlot plot = IncoherencePlot.of(zero, List.of());
    assertThat(plot.self().x()).isEqualTo("52");
    assertThat(plot.ticks()).hasSizeBetween(2, 6);
  }
}
