#!/usr/bin/env bash
# Runs what was built for Windows, with Wine 9 or newer, in a folder of its own:
# the tests of the packages that deal with files, locks and networks, and
# settlectl's demo, three computers that share over loopback.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh windows
version=$(wine --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1 || true)
if [ "${version:-0}" -lt 9 ]; then
  printf 'This needs Wine 9 or newer: older ones lack what a Go program of today asks for. Debian 13 has it.\n' >&2
  exit 1
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/settle-wine.XXXXXX")
unset TMPDIR # with it Wine 10 aborts
export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all
trap 'wineserver -k || true; rm -rf "$work"' EXIT
build() { GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc go "$@"; }

for package in marketplace/sqlite sync/oplog sync/identity sync/replica sync/gossip app/replication; do
  build test -c -o "$work/test.exe" "./$package"
  printf '%s: ' "$package"
  (cd "$package" && wine "$work/test.exe" -test.short) >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
  tail -n 1 "$work/log"
done
build build -o "$work/settlectl.exe" ./app/settlectl
wine "$work/settlectl.exe" demo
