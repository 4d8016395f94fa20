#!/bin/sh
# How fast the reducer is, on one core and without signatures: bench/constitution.sh mixed [COMMUNITIES] | votes [ELECTORS] | certificates [N]
# Prints one JSON object. Times are CPU time of the reducing thread.
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
"$JAVA_HOME/bin/java" -Xmx6g -XX:+UseParallelGC -cp "governance/target/test-classes:governance/target/classes:$(cat governance/target/test-classpath.txt)" \
  dev.comity.governance.invariants.ConstitutionBench "$@"
