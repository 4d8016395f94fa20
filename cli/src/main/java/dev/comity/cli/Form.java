package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * How the arguments of a command make the body of a statement: one line for each field. Paths are
 * dotted, such as {@code forecast.severity}.
 */
final class Form {
  private final BodyType type;
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Json> constants = new LinkedHashMap<>();
  private final List<String> bilingual = new ArrayList<>();
  private int positions;

  private record Field(String path, Kind kind, String name, ArgSpec argument) {}

  Form(BodyType type) {
    this.type = type;
  }

  BodyType type() {
    return type;
  }

  /** The next argument by position; always needed. */
  Form about(String path, Kind kind, String label, String help) {
    PositionalParamSpec argument =
        PositionalParamSpec.builder()
            .index(String.valueOf(positions++))
            .arity("1")
            .paramLabel(label)
            .type(String.class)
            .description(help)
            .build();
    fields.add(new Field(path, kind, label, argument));
    return this;
  }

  /** An option that is needed. */
  Form must(String path, Kind kind, String option, String label, String help) {
    return option(path, kind, option, label, help, true);
  }

  /** An option that may be left out. */
  Form may(String path, Kind kind, String option, String label, String help) {
    return option(path, kind, option, label, help, false);
  }

  private Form option(
      String path, Kind kind, String option, String label, String help, boolean required) {
    OptionSpec.Builder argument = OptionSpec.builder(option).required(required).description(help);
    if (kind == Kind.FLAG) {
      argument.type(boolean.class).arity("0");
    } else if (kind.several()) {
      argument
          .type(List.class)
          .auxiliaryTypes(String.class)
          .splitRegex(",")
          .paramLabel(label)
          .arity("1");
    } else {
      argument.type(String.class).paramLabel(label).arity("1");
    }
    fields.add(new Field(path, kind, option, argument.build()));
    return this;
  }

  /** A text in both languages; the one that is left out is as the other. */
  Form inBothLanguages(String path, String option, String help, boolean required) {
    bilingual.add(path);
    return option(path + ".en", Kind.TEXT, option, "TEXT", help, required)
        .may(path + ".zh", Kind.TEXT, option + "-zh", "TEXT", "The same in Chinese.");
  }

  /** Who says why. */
  Form why(String help) {
    return must("text", Kind.TEXT, "--text", "TEXT", help);
  }

  Form always(String path, Json value) {
    constants.put(path, value);
    return this;
  }

  void addTo(CommandSpec command) {
    for (Field field : fields) {
      command.add(field.argument());
    }
  }

  /** The body that the arguments, as they were parsed, make. */
  Json.Obj body(Act act) throws CommandFailure, InterruptedException {
    Json.Obj body = Json.object().build();
    for (Map.Entry<String, Json> constant : constants.entrySet()) {
      body = JsonPath.put(body, constant.getKey(), constant.getValue());
    }
    for (Field field : fields) {
      List<String> given = given(field.argument().getValue());
      if (!given.isEmpty()) {
        body = JsonPath.put(body, field.path(), field.kind().json(field.name(), given, act));
      }
    }
    for (String path : bilingual) {
      body = inBoth(body, path);
    }
    return body;
  }

  private static List<String> given(@Nullable Object value) {
    if (value instanceof List<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    if (value == null || value.equals(Boolean.FALSE)) {
      return List.of();
    }
    return List.of(value.toString());
  }

  private static Json.Obj inBoth(Json.Obj body, String path) {
    if (body.fields().get(path) instanceof Json.Obj texts && texts.fields().size() == 1) {
      Json only = texts.fields().values().iterator().next();
      return JsonPath.put(body, path, Json.object().put("en", only).put("zh", only).build());
    }
    return body;
  }
}
