# SPDX-License-Identifier: GPL-3.0-or-later
# What app/run and tests/run share: the packages, the build. Sourced, not run; the caller has set -eu and `top`.

# Debian 12's names. libsoup brings TLS (glib-networking), meson brings Python; the last three are what the window draws with.
packages="gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libsoup-3.0-dev libjson-glib-dev libsodium-dev libsqlite3-dev libstemmer-dev libzstd-dev libgtk-4-dev libadwaita-1-dev adwaita-icon-theme librsvg2-common fonts-cantarell libxml2-utils libexif-dev libpoppler-glib-dev webp-pixbuf-loader libarchive-dev bubblewrap"

# The tests with a window besides: an X server of their own, a keyboard for it, the letters and icons that a desktop has.
test_packages="xvfb xauth openbox dbus libxtst-dev fonts-cantarell adwaita-icon-theme librsvg2-common python3-nacl"

# What a person runs, in Indonesian.
programs="app/desktop/pantau app/helper/pantau-picture app/helper/pantau-document app/ctl/pantauctl app/province/pantau-province po/id/LC_MESSAGES/pantau.mo"

# Where every submission is tested: no warning, and no more for debuggers than which line it was.
ci_options=
[ -z "${CI:-}" ] || ci_options="-Dwerror=true -Dc_args=-g1"

say () {
  printf '%s\n' "$*" >&2
}

as_root () {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "Perlu root atau sudo untuk memasang paket: $*"
    return 1
  fi
}

# Installs what is missing of "$@"; asks nothing and reaches no network when nothing is.
install_packages () {
  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0

  say "Memasang paket Debian:$missing"
  log=$(mktemp)
  if ! { as_root apt-get update -qq &&
         as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    say "Paket tidak dapat dipasang."
    return 1
  fi
  rm -f "$log"
}

# build DIRECTORY TARGETS [MESON OPTION …]: configures once, and again after packages came, compiles what changed, quietly unless it fails. TARGETS are
# ninja's, separated by blanks; "all" for everything, tests included.
build () {
  directory=$1
  targets=$2
  shift 2
  log=$(mktemp)
  if [ ! -e "$directory/build.ninja" ]; then
    rm -rf "$directory"
    if ! meson setup "$directory" "$top" "$@" >"$log" 2>&1; then
      tail -n 30 "$log" >&2
      rm -rf "$log" "$directory"
      return 1
    fi
  elif [ /var/lib/dpkg/status -nt "$directory/build.ninja" ]; then
    # What was missing when it was configured may be there now: the tests with windows, most of all.
    if ! meson setup --reconfigure "$directory" "$top" >"$log" 2>&1; then
      tail -n 30 "$log" >&2
      rm -f "$log"
      return 1
    fi
  fi
  if ! ninja -C "$directory" $targets >"$log" 2>&1; then
    grep -v '^\[' "$log" | tail -n 60 >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
