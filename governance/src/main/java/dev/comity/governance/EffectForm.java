package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How programs see one type of effect: by the names of its components. */
final class EffectForm {
  /** The first of these that an effect has says what it is about. */
  private static final List<String> SUBJECTS =
      List.of("system", "proposal", "panelCase", "emergency", "rulebook", "party");

  private static final ClassValue<EffectForm> FORMS =
      new ClassValue<>() {
        @Override
        protected EffectForm computeValue(Class<?> type) {
          return new EffectForm(List.of(type.getRecordComponents()));
        }
      };

  private final List<RecordComponent> components;
  private final Optional<RecordComponent> about;

  private EffectForm(List<RecordComponent> components) {
    this.components = components;
    about =
        SUBJECTS.stream()
            .flatMap(name -> components.stream().filter(c -> c.getName().equals(name)))
            .findFirst();
  }

  static EffectForm of(Effect effect) {
    return FORMS.get(effect.getClass());
  }

  String subject(Effect effect) {
    return about
        .map(component -> component.getName() + ":" + text(read(component, effect)))
        .map(subject -> subject.replaceFirst("^panelCase:", "case:"))
        .orElse("log");
  }

  Json.Obj json(Effect effect) {
    JsonObject json = Json.object().put("type", effect.type()).put("subject", effect.subject());
    for (RecordComponent component : components) {
      Object value = read(component, effect);
      if (value instanceof Optional<?> optional) {
        json.put(component.getName(), optional.map(EffectForm::json));
      } else {
        json.put(component.getName(), json(value));
      }
    }
    return json.build();
  }

  private static Json json(Object value) {
    if (value instanceof Long number) {
      return Json.of(number);
    }
    return value instanceof Boolean truth ? Json.of(truth) : Json.of(text(value));
  }

  private static String text(Object value) {
    if (value instanceof Hash hash) {
      return hash.hex();
    }
    return value instanceof Enum<?> word
        ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  private static Object read(RecordComponent component, Effect effect) {
    try {
      return component.getAccessor().invoke(effect);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " of a public record cannot be called", e);
    }
  }
}
