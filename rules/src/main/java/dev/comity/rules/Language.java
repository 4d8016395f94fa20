package dev.comity.rules;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.comity.core.VerificationException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The CEL environment: declared variables with their types, the functions of {@link Subset} and no
 * macros. All numbers are doubles; whole numbers in an expression become doubles before the types
 * are checked, so that {@code n >= 200} and {@code value * 2 <= 1} mean what they say.
 *
 * <p>Immutable and safe for concurrent use; built once.
 */
final class Language {
  static final int MAX_LENGTH = 2_000;
  static final int MAX_NODES = 300;
  static final int MAX_NESTING = 32;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableUnknownTracking(true)
          .enableComprehension(false)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_NESTING)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseErrorRecoveryLimit(1)
          .build();
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);
  private static final StructType MEASUREMENT =
      struct(
          "comity.Measurement",
          ImmutableMap.of(
              "value", SimpleType.DOUBLE,
              "lower", SimpleType.DOUBLE,
              "upper", SimpleType.DOUBLE,
              "level", SimpleType.DOUBLE,
              "n", SimpleType.DOUBLE));
  private static final StructType EVIDENCE =
      struct(
          "comity.Evidence",
          ImmutableMap.of(
              "questions", SimpleType.DOUBLE,
              "samples", SimpleType.DOUBLE,
              "n", SimpleType.DOUBLE,
              "method", SimpleType.STRING));
  private static final StructType SYSTEM =
      struct(
          "comity.System",
          ImmutableMap.of(
              "id",
              SimpleType.STRING,
              "kind",
              SimpleType.STRING,
              "autonomy",
              SimpleType.STRING,
              "capabilities",
              TEXTS,
              "areas",
              TEXTS,
              "jurisdictions",
              TEXTS,
              "audiences",
              TEXTS,
              "trainingFlop",
              SimpleType.DOUBLE));

  private static final CelStandardDeclarations FUNCTIONS =
      CelStandardDeclarations.newBuilder()
          .includeFunctions(
              StandardFunction.LOGICAL_AND,
              StandardFunction.LOGICAL_OR,
              StandardFunction.LOGICAL_NOT,
              StandardFunction.CONDITIONAL,
              StandardFunction.EQUALS,
              StandardFunction.NOT_EQUALS,
              StandardFunction.LESS,
              StandardFunction.LESS_EQUALS,
              StandardFunction.GREATER,
              StandardFunction.GREATER_EQUALS,
              StandardFunction.ADD,
              StandardFunction.SUBTRACT,
              StandardFunction.MULTIPLY,
              StandardFunction.NEGATE,
              StandardFunction.IN,
              StandardFunction.INDEX,
              StandardFunction.TIMESTAMP)
          .build();

  private static final CelCompiler APPLIES =
      environment().addVar("system", SYSTEM).addVar("now", SimpleType.TIMESTAMP).build();
  private static final CelCompiler WHERE = environment().addVar("evidence", EVIDENCE).build();
  private static final CelCompiler CHECK = check().build();
  private static final Map<BoundKind, CelCompiler> CHECK_WITH_BOUND = checksWithBound();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

  private Language() {}

  /** Throws {@code MALFORMED}; the detail starts with {@code path} and names the column. */
  static Formula compile(Scope scope, Optional<BoundKind> bound, String text, String path)
      throws VerificationException {
    CelCompiler compiler = compiler(scope, bound);
    try {
      CelAbstractSyntaxTree parsed = compiler.parse(text).getAst();
      Subset subset = new Subset(scope, bound.isPresent(), parsed.getSource(), path);
      CelAbstractSyntaxTree normalised =
          CelAbstractSyntaxTree.newParsedAst(subset.admit(parsed.getExpr()), parsed.getSource());
      CelAbstractSyntaxTree checked = compiler.check(normalised).getAst();
      if (scope == Scope.CHECK) {
        Ends.check(checked.getExpr(), bound, checked.getSource(), path);
      }
      CelRuntime.Program program = RUNTIME.createProgram(checked);
      return new Formula(text, checked.getExpr(), program, subset.references());
    } catch (CelValidationException e) {
      throw VerificationException.malformed(path + ": " + firstIssue(e));
    } catch (CelEvaluationException e) {
      throw VerificationException.malformed(path + ": " + oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** {@code column 12: } for the node with the id, or nothing when CEL does not know. */
  static String column(CelSource source, long expressionId) {
    Integer offset = source.getPositionsMap().get(expressionId);
    return offset == null ? "" : "column " + (offset + 1) + ": ";
  }

  private static String firstIssue(CelValidationException e) {
    for (CelIssue issue : e.getErrors()) {
      int column = issue.getSourceLocation().getColumn();
      String where = column < 0 ? "" : "column " + (column + 1) + ": ";
      return where + oneLine(issue.getMessage()).replace(" (in container '')", "");
    }
    return oneLine(String.valueOf(e.getMessage()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static CelCompiler compiler(Scope scope, Optional<BoundKind> bound) {
    return switch (scope) {
      case APPLIES -> APPLIES;
      case WHERE -> WHERE;
      case CHECK -> bound.map(CHECK_WITH_BOUND::get).orElse(CHECK);
    };
  }

  private static Map<BoundKind, CelCompiler> checksWithBound() {
    CelCompiler number = check().addVar("bound", SimpleType.DOUBLE).build();
    CelCompiler set = check().addVar("bound", TEXTS).build();
    CelCompiler flag = check().addVar("bound", SimpleType.BOOL).build();
    Map<BoundKind, CelCompiler> checks = new EnumMap<>(BoundKind.class);
    for (BoundKind kind : BoundKind.values()) {
      checks.put(
          kind,
          switch (kind) {
            case MAX, MIN -> number;
            case REQUIRED, ALLOWED -> set;
            case FLAG -> flag;
          });
    }
    return checks;
  }

  private static CelCompilerBuilder check() {
    return environment()
        .addVar("system", SYSTEM)
        .addVar("now", SimpleType.TIMESTAMP)
        .addVar("metric", MapType.create(SimpleType.STRING, MEASUREMENT))
        .addVar("fact", MapType.create(SimpleType.STRING, SimpleType.BOOL));
  }

  private static CelCompilerBuilder environment() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros()
        .setStandardEnvironmentEnabled(false)
        .setStandardDeclarations(FUNCTIONS)
        .setTypeProvider(new Types())
        .setResultType(SimpleType.BOOL);
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  private static final class Types implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.of(MEASUREMENT, EVIDENCE, SYSTEM);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
