#!/bin/sh
# How long `comity whatif` takes over a generated log: bench/whatif.sh [STATEMENTS]   (1,000,000 by default)
# The log is a community with certificates, concerns, incidents and clocks; its signatures are empty, as whatif reads none.
# The proposal tightens the rulebook, so that the supposed world differs from the start. Prints one JSON object.
set -eu
cd "$(dirname "$0")/.."
statements=${1:-1000000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bench/launch dev.comity.bench.WhatIfLog "$statements" "$folder" >&2
./comity --version >&2
began=$(date +%s%N)
./comity whatif --log "$folder/log" --proposal "$folder/rulebook" --json >"$folder/difference.json"
ended=$(date +%s%N)
printf '{"statements":%s,"milliseconds":%s,"certificates":%s,"caught":%s}\n' "$statements" "$(((ended - began) / 1000000))" \
  "$(grep -o '"certificate":' "$folder/difference.json" | wc -l)" "$(grep -o '"incident":' "$folder/difference.json" | wc -l)"
