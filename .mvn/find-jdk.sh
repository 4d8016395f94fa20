#!/bin/sh
# Prints the home of a JDK >= 21 (with --feature its feature version instead), or says in one line what to install and exits with 2.
# Looks at JAVA_HOME, then the PATH, then the folders where JDKs usually live; takes the first that fits
# from the first two and the newest from the folders.
set -u
least=21
wanted=${1:---home}

major() { # home -> feature version, or nothing when it is no JDK
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release" | head -n 1)
  else
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac //p')
  fi
  version=${version#1.}
  printf '%s\n' "${version%%[!0-9]*}"
}

found() { # home, feature version -> the answer
  if [ "$wanted" = --feature ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
  exit 0
}

fits() {
  number=$(major "$1")
  [ -n "$number" ] && [ "$number" -ge "$least" ]
}

if [ -n "${JAVA_HOME:-}" ] && fits "$JAVA_HOME"; then
  found "$JAVA_HOME" "$number"
fi

javac=$(command -v javac 2>/dev/null || true)
if [ -n "$javac" ]; then
  javac=$(readlink -f "$javac" 2>/dev/null || printf '%s' "$javac")
  home=$(dirname "$(dirname "$javac")")
  if fits "$home"; then
    found "$home" "$number"
  fi
fi

best=
best_number=0
for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /opt/java/* /opt/jdk* \
  "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
  "${HOME:-/nonexistent}"/.asdf/installs/java/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
  if fits "$home" && [ "$number" -gt "$best_number" ]; then
    best=$home
    best_number=$number
  fi
done
if [ -n "$best" ]; then
  found "$best" "$best_number"
fi
echo "comity: no JDK >= $least found in JAVA_HOME, on the PATH or in the usual folders; install one (for example Temurin 25 or the package openjdk-21-jdk), or set JAVA_HOME" >&2
exit 2
