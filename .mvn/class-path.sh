# Sourced by the start scripts: class_path JAR LIBRARIES prints the class path of a program here.
# Of the libraries with native code for several platforms, each in the same places, one class path takes only this machine's.
class_path() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64|Linux-amd64) other='*-linux-aarch_64.jar' ;;
    Linux-aarch64|Linux-arm64) other='*-linux-x86_64.jar' ;;
    *) other='*-linux-*.jar' ;;
  esac
  printf '%s' "$1"
  for library in "$2"/*.jar; do
    # shellcheck disable=SC2254
    case $library in
      $other) ;;
      *) printf ':%s' "$library" ;;
    esac
  done
}
