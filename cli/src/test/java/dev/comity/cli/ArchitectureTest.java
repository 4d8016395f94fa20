package dev.comity.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of the house, and what its pure rooms must not reach for. */
class ArchitectureTest {
  private static final String EVERYTHING = "dev.comity..";
  private static final String[] PURE = {
    "dev.comity.core..",
    "dev.comity.log.proof..",
    "dev.comity.rules..",
    "dev.comity.governance..",
    "dev.comity.evals.."
  };

  /** Methods that ask the machine: {@code owner.name}, for every overload. */
  private static final Set<String> ASKS_THE_MACHINE =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZoneId.systemDefault",
          "java.time.ZonedDateTime.now",
          "java.util.Locale.getDefault",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current");

  /** Made without arguments, these bring time or chance of their own. */
  private static final Set<String> BRINGS_CHANCE =
      Set.of(
          "java.util.Date",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.security.SecureRandom");

  private static JavaClasses all;

  @BeforeAll
  static void readClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.comity");
  }

  @Test
  void allModules_areLookedAt() {
    for (String module : new String[] {"core", "log", "rules", "governance", "evals", "node"}) {
      assertThat(all.stream().map(JavaClass::getPackageName))
          .as(module)
          .anyMatch(name -> name.startsWith("dev.comity." + module));
    }
    assertThat(all.contain(Comity.class)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "core,       core..",
    "log,        core.. log..",
    "rules,      core.. rules..",
    "governance, core.. rules.. governance.. log.proof..",
    "evals,      core.. evals..",
    "node,       core.. log.. rules.. governance.. evals.. node..",
    "log.proof,  core.. log.proof.."
  })
  void module_usesOnlyWhatItsArrowsAllow(String module, String allowed) {
    String[] packages = allowed.split(" ");
    for (int i = 0; i < packages.length; i++) {
      packages[i] = "dev.comity." + packages[i];
    }
    classes()
        .that()
        .resideInAPackage("dev.comity." + module + "..")
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(EVERYTHING)).or(resideInAnyPackage(packages)))
        .check(all);
  }

  @Test
  void proofs_useNoFilesThreadsOrClocks() {
    noClasses()
        .that()
        .resideInAPackage("dev.comity.log.proof..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
                .or(named("java.io.File"))
                .or(named("java.lang.Thread"))
                .or(named("java.time.Clock")))
        .check(all);
  }

  private static DescribedPredicate<JavaClass> named(String prefix) {
    return describe("named " + prefix + "*", type -> type.getName().startsWith(prefix));
  }

  @Test
  void pureModules_askNothingOfTheMachine() {
    pureModulesDoNot("ask for time, chance, place or environment", ASKS_THE_MACHINE).check(all);
  }

  private static ArchRule pureModulesDoNot(String what, Set<String> methods) {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .accessTargetWhere(
            describe(what, access -> methods.contains(name(access)) || bringsChance(access)));
  }

  private static String name(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }

  private static boolean bringsChance(JavaAccess<?> access) {
    return access.getTarget() instanceof AccessTarget.ConstructorCallTarget constructor
        && constructor.getRawParameterTypes().isEmpty()
        && BRINGS_CHANCE.contains(access.getTargetOwner().getName());
  }

  /** The words of the machine's language would change texts, and digests with them. */
  @Test
  void pureModules_changeCaseWithAWrittenLocale() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(all);
  }

  @Test
  void governance_countsWithoutFloatingPoint() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.comity.governance..")
        .should()
        .notHaveRawType(floating())
        .check(all);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.comity.governance..")
        .should()
        .notHaveRawReturnType(floating())
        .andShould()
        .notHaveRawParameterTypes(
            describe("with floating point", types -> types.stream().anyMatch(floating())))
        .check(all);
  }

  private static DescribedPredicate<JavaClass> floating() {
    Set<String> types = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
    return describe("floating point", type -> types.contains(type.getName()));
  }

  @Test
  void environment_isReadInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage(EVERYTHING)
        .and()
        .doNotHaveSimpleName("Surroundings")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(all);
  }

  /** The rules above can fail: here is one that does. */
  @Test
  void ruleThatIsBroken_fails() {
    assertThatThrownBy(
            () ->
                noClasses()
                    .that()
                    .resideInAPackage("dev.comity.governance..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.comity.core.."))
                    .check(all))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                noClasses()
                    .that()
                    .resideInAPackage("dev.comity.cli..")
                    .should()
                    .accessTargetWhere(describe("bring chance", ArchitectureTest::bringsChance))
                    .check(all))
        .isInstanceOf(AssertionError.class);
  }
}
