#!/bin/sh
# Runs the microbenchmarks whose name matches: bench/jmh.sh [PATTERN] [JMH OPTION …]
exec "$(dirname -- "$0")/launch" org.openjdk.jmh.Main "$@"
