#!/bin/sh
# Runs every coverage-guided fuzz target of every module: bench/fuzz.sh [--minutes N]   (at least N minutes each, 5 without)
# A finding ends it with 1; its input lies in the module's folder, and belongs among the seeds once it is fixed.
set -u
cd "$(dirname "$0")/.."
minutes=5
if [ $# -gt 0 ]; then
  case "$1 ${2:-}" in
    "--minutes "[1-9]*) minutes=$2 ;;
    *) echo "fuzz: expected --minutes N" >&2; exit 2 ;;
  esac
fi
for file in $(find . -name '*FuzzTest.java' -path '*/src/test/java/*' | sort); do
  module=$(printf '%s\n' "$file" | cut -d/ -f2)
  class=$(basename "$file" .java)
  for target in $(sed -n '/@FuzzTest/,/void/s/^ *void \([A-Za-z0-9]*\)(.*/\1/p' "$file"); do
    # A round takes as long as its annotation says; what it has learnt stays in .cifuzz-corpus.
    end=$(($(date +%s) + minutes * 60))
    while [ "$(date +%s)" -lt "$end" ]; do
      echo "$module $class#$target"
      if ! JAZZER_FUZZ=1 ./mvnw -B -q -pl "$module" -am test -DexcludedGroups= -Dspotless.check.skip \
        -Dsurefire.failIfNoSpecifiedTests=false "-Dtest=$class#$target"; then
        echo "fuzz: $module $class#$target has a finding" >&2
        exit 1
      fi
    done
  done
done
