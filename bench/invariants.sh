#!/bin/sh
# Tries the constitution's invariants with random statements: bench/invariants.sh --statements N --seed N [--mutant NAME]
# Prints one JSON object, {"statements":…,"applied":…,"refused":…,"violations":…}; exits with 0 only without violations.
# A violation is told on stderr as the shortest story that shows it. --mutant list names the reducers with a mistake.
set -eu
cd "$(dirname "$0")/.."
JAVA_HOME=$(.mvn/find-jdk.sh)
export JAVA_HOME
build=$(mktemp)
trap 'rm -f "$build"' EXIT
# Without the linters, which need what only those who change the code have.
if ! ./mvnw -B -q -pl core,log,rules,governance -Denforcer.skip -Dspotless.check.skip -Dcomity.lint=-parameters \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt >"$build" 2>&1; then
  cat "$build" >&2
  exit 2
fi
"$JAVA_HOME/bin/java" -Xmx2g -cp "governance/target/test-classes:governance/target/classes:$(cat governance/target/test-classpath.txt)" \
  dev.comity.governance.invariants.InvariantsCampaign "$@"
