#!/bin/sh
# Reads one resource of a running node's community again and again; prints one JSON object.
# bench/read.sh --url http://HOST:PORT/c/SLUG --connections N --seconds S [--path checkpoint|tile/0/000|…] [--warmup S]
COMITY_BENCH_JVM="${COMITY_BENCH_JVM:--Xmx256m}" exec "$(dirname -- "$0")/launch" dev.comity.bench.Read "$@"
