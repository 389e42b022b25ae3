#!/usr/bin/env bash
# Runs every fuzz target for a while, several side by side: one that fails leaves
# its input under testdata/fuzz, where `make test` tries it for ever after.
#
#   TIME=10m JOBS=2 scripts/fuzz.sh [PATTERN]
set -euo pipefail
cd "$(dirname "$0")/.."

time=${TIME:-10m} jobs=${JOBS:-$(nproc)} pattern=${1:-.}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# one PACKAGE TARGET runs it, and says how often and to what end.
one() {
  local log=$logs/$2.${1//\//_}
  if go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -parallel 1 "$1" >"$log" 2>&1; then
    printf 'ok    %s %s: %s\n' "$1" "$2" "$(grep -Eo 'execs: [0-9]+' "$log" | tail -n 1)"
  else
    printf 'FAILS %s %s\n' "$1" "$2"
    tail -n 30 "$log"
    return 1
  fi
}
export -f one
export logs time

# shellcheck disable=SC2016 # the inner bash expands them
grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z]+' . | sort |
  sed -E 's|^(.*)/[^/]*:func (.*)$|\1 \2|' | grep -E "$pattern" |
  xargs -P "$jobs" -L 1 bash -c 'one "$@"' _
