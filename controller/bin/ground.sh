# What demo and verify share: finding a JDK 25, the system packages, the build. Sourced by bash, not run.

say() { printf '%s\n' "$*" >&2; }
seconds() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }

# A JDK of at least 25 becomes JAVA_HOME; without one this ends with 69.
find_jdk() {
  local home release
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/jdk* "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /)")")")"; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
    release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${release:-0}" -ge 25 ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  say "Ledwall needs a JDK 25 or newer, and none was found. Install one (for example Eclipse Temurin 25) or set JAVA_HOME to it."
  exit 69
}

# The commands and fonts that the walls need; with "browser" also what the browser tests need.
missing_packages() {
  local out=()
  command -v mpv >/dev/null || out+=(mpv)
  command -v Xvfb >/dev/null || out+=(xvfb)
  command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null || out+=(ffmpeg)
  command -v prlimit >/dev/null || out+=(util-linux)
  [ -e /usr/share/fonts/truetype/noto/NotoSerifTibetan-Regular.ttf ] || [ -e /usr/share/fonts/truetype/noto/NotoSerifTibetan-VF.ttf ] || out+=(fonts-noto-core)
  [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || out+=(fonts-noto-cjk)
  if [ "${1:-}" = browser ]; then
    command -v chromium >/dev/null || out+=(chromium)
    command -v chromedriver >/dev/null || out+=(chromium-driver)
  fi
  echo "${out[*]:-}"
}

find_packages() {
  local missing
  missing=$(missing_packages "${1:-}")
  if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      say "Installing: $missing"
      if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/tmp/ledwall-packages.$$ 2>&1; then
        tail -n 20 /tmp/ledwall-packages.$$ >&2
        rm -f /tmp/ledwall-packages.$$
        say "The packages could not be installed; see above."
        exit 69
      fi
      rm -f /tmp/ledwall-packages.$$
    else
      say "These packages are missing. Run this line, then start again:"
      say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
      exit 69
    fi
  fi
  for tool in mvn node npm; do
    command -v "$tool" >/dev/null || { say "Ledwall is built with Maven and Node.js 20.19 or newer, and '$tool' was not found. Install it and start again."; exit 69; }
  done
}

# Builds what changed since the last build, with a line for each step: the programs alone.
build() { make_jars "$1" "$1/controller/target/.built" -Dmaven.test.skip=true "$1"/*/src/main "$1/controller/ui/src"; }

# The same with the tests' classes and what they need; the simulation, the meters and the test servers are some of them.
build_tests() { make_jars "$1" "$1/controller/target/.tests-built" -DskipTests "$1"/*/src && touch "$1/controller/target/.built"; }

# usage: make_jars TOP STAMP OPTION SOURCE...
make_jars() {
  local top=$1 stamp=$2 option=$3
  shift 3
  if [ -e "$stamp" ] && [ -z "$(find "$top/pom.xml" "$top"/*/pom.xml "$top/controller/ui/package-lock.json" "$@" -newer "$stamp" -print -quit)" ]; then
    return 0
  fi
  say "Building; the first time also fetches the libraries ..."
  local log=$top/controller/target/build.log
  mkdir -p "$top/controller/target"
  if ! (cd "$top" && mvn -B "$option" package) 2>&1 | tee "$log" | sed -nE 's/^\[INFO\] (Building Ledwall .*|BUILD SUCCESS)$/  \1/p' | sed 's/  *\[[0-9].*//' >&2; then
    grep -E '^\[(ERROR|WARNING)\]' "$log" | head -n 30 >&2
    say "The build failed; the whole log is $log"
    exit 1
  fi
  touch "$stamp"
}
