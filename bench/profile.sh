#!/bin/sh
# Records a running node and says where its CPU time goes: by stage, by thread, by method.
# bench/profile.sh --pid PID --seconds S [--out FILE.jfr]   (drive the node with bench/load.sh meanwhile)
# On JDK 25 or later by CPU time, native code included; before that by samples of Java code only.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
JAVA_HOME=$("$here/../.mvn/find-jdk.sh") || exit 2
pid='' seconds='' out=''
while [ $# -ge 2 ]; do
  case $1 in
    --pid) pid=$2 ;;
    --seconds) seconds=$2 ;;
    --out) out=$2 ;;
    *) echo "profile: expected --pid, --seconds or --out, found $1" >&2; exit 2 ;;
  esac
  shift 2
done
if [ $# -ne 0 ] || [ -z "$pid" ] || [ -z "$seconds" ]; then
  echo "profile: expected --pid PID --seconds S [--out FILE.jfr]" >&2
  exit 2
fi
if [ -z "$out" ]; then
  out=$(mktemp "${TMPDIR:-/tmp}/comity-profile.XXXXXX")
  trap 'rm -f "$out"' EXIT
fi
cpu_time=
view=hot-methods
if [ "$("$here/../.mvn/find-jdk.sh" --feature)" -ge 25 ]; then
  cpu_time="jdk.CPUTimeSample#enabled=true jdk.CPUTimeSample#throttle=5ms"
  view=cpu-time-hot-methods
fi
# shellcheck disable=SC2086
"$JAVA_HOME/bin/jcmd" "$pid" JFR.start name=comity settings=profile $cpu_time >/dev/null || exit 2
sleep "$seconds"
"$JAVA_HOME/bin/jcmd" "$pid" JFR.dump name=comity filename="$out" >/dev/null
"$JAVA_HOME/bin/jcmd" "$pid" JFR.stop name=comity >/dev/null
"$here/launch" dev.comity.bench.Profile "$out"
"$JAVA_HOME/bin/jfr" view --width 160 --cell-height 1 "$view" "$out"
