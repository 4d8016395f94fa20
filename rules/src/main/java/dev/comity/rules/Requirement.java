package dev.comity.rules;

import java.util.List;
import java.util.Optional;

/**
 * One requirement of a rulebook.
 *
 * @param applies a condition on the system card; a requirement without one applies to every system
 * @param needs the evidence that {@code check} speaks of, each metric and fact once
 * @param check what must hold
 * @param direction the parameter by which a community below may tighten the requirement
 */
public record Requirement(
    String id,
    Modality modality,
    Bilingual text,
    Source source,
    Optional<String> applies,
    List<Need> needs,
    String check,
    Optional<Direction> direction,
    Otherwise otherwise,
    List<Crosswalk> maps) {
  public Requirement {
    needs = List.copyOf(needs);
    maps = List.copyOf(maps);
  }
}
