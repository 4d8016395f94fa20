#!/bin/sh
# Tries to make the log lose or fork what it acknowledged: bench/faults.sh --count N --seed N
# Prints one JSON object, {"faults":…,"acknowledged":…,"lost":…,"forks":…}; exits with 0 only when lost and forks are 0.
# A failing case is told on stderr with its number; bench/faults.sh --case N --seed N runs it alone, step by step.
set -eu
cd "$(dirname "$0")/.."
JAVA_HOME=$(.mvn/find-jdk.sh)
export JAVA_HOME
build=$(mktemp)
trap 'rm -f "$build"' EXIT
# Without the linters, which need what only those who change the code have.
if ! ./mvnw -B -q -pl core,log -Denforcer.skip -Dspotless.check.skip -Dcomity.lint=-parameters test-compile >"$build" 2>&1; then
  cat "$build" >&2
  exit 2
fi
"$JAVA_HOME/bin/java" -Xmx1g -cp "log/target/test-classes:log/target/classes:core/target/classes" \
  dev.comity.log.FaultCampaign "$@"
