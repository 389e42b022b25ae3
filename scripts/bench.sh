#!/usr/bin/env bash
# Measures and writes docs/bench.md: the median of several runs of every Go
# benchmark, and the desktop's first paint and memory on a virtual screen.
#
#   RUNS=6 scripts/bench.sh [PACKAGE…]
#
#   DATA=FOLDER scripts/bench.sh    measures the desktop on a rehearsal system of
#   your own, such as one with a hundred thousand rooms, instead of on the demo
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/demo.sh
. scripts/demo.sh

runs=${RUNS:-6}
[ $# -gt 0 ] || set -- ./...
out=docs/bench.md
raw=$work/bench.txt

say "Measuring every benchmark $runs times; this takes a while."
go test -run '^$' -bench . -benchmem -count "$runs" -timeout 60m "$@" | tee "$raw" >&2
grep -q '^Benchmark' "$raw" || fail "no benchmark ran"

say "Measuring the desktop."
if [ -n "${DATA:-}" ]; then
  demo=$DATA
else
  found_demo
fi
go build -tags migrated_fynedo -o bin/settle .
start_screen 1280x800

# first_paint prints the milliseconds to first paint that the desktop tells.
first_paint() {
  local told
  told=$(env -u DBUS_SESSION_BUS_ADDRESS HOME="$work/home" LANG=en_GB.UTF-8 \
    timeout 60 bin/settle --data "$demo" --now "$now" --exit-after-paint 2>"$app_log" | grep -Eo '[0-9]+(\.[0-9]+)?' | tail -n 1 || true)
  [ -n "$told" ] || fail "the desktop did not say when it painted first"
  printf '%s\n' "$told"
}
mkdir -p "$work/home"
for ((i = 0; i <= runs; i++)); do first_paint >>"$work/paint"; done
# The first start reads from a cold disk and is left out.
paint=$(tail -n +2 "$work/paint" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')

memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$app_pid/status"; }
open_app "$PWD/bin/settle" --data "$demo" --now "$now" --route find
fresh=$(memory)
move 800 500
for ((i = 0; i < 40; i++)); do scroll_down 10; done
scrolled=$(memory)
close_app

{
  cat <<'END'
# How fast it is

Written by `make bench`; do not edit. Each figure is a median. The limits are
what Settle promises on a machine with two cores:

| what | at most |
| --- | --- |
| search: free rooms for dates, near a place, with features, first 50, at 100,000 rooms and 1,000,000 booked nights | 5 ms p50, 10 ms p95 |
| one act: command to appended, folded and committed, beside the disk's flush | 2 ms p50, 5 ms p99 |
| import of 804 rooms with 3,331 ranges | 1 s |
| fold of 100,000 entries from the log alone | 2 s |
| nights report over 1,000,000 nights | 100 ms |
| desktop: first paint, warm | 500 ms |
| desktop: memory at first paint, and after long scrolling | 250 MiB, 350 MiB |

END
  printf 'Measured on %s, %s cores, %s, %s.\n' \
    "$(awk -F ': ' '/^cpu: /{ print $2; exit }' "$raw")" "$(nproc)" "$(go env GOOS)" "$(go env GOVERSION)"
  printf '\n## The desktop, on a virtual screen\n\n| what | measured |\n| --- | ---: |\n'
  printf '| first paint, warm, median of %s | %s ms |\n| memory at first paint | %s MiB |\n| memory after long scrolling | %s MiB |\n' \
    "$runs" "$paint" "$fresh" "$scrolled"
  awk -f scripts/medians.awk "$raw" | awk -F '\t' '
    function flush() {
      if (name != "") printf "| %s | %s | %s | %s | %s |\n", name, time, memory, allocations, other
      name = time = memory = allocations = other = ""
    }
    function human(ns) {
      if (ns < 1e3) return sprintf("%.3g ns", ns)
      if (ns < 1e6) return sprintf("%.3g µs", ns / 1e3)
      if (ns < 1e9) return sprintf("%.3g ms", ns / 1e6)
      return sprintf("%.3g s", ns / 1e9)
    }
    $1 != package || $2 != name { flush() }
    $1 != package {
      package = $1
      sub("settle.example/settle/", "", $1)
      printf "\n## %s\n\n| benchmark | time | bytes | allocations | also |\n| --- | ---: | ---: | ---: | --- |\n", $1
    }
    { name = $2 }
    $3 == "ns/op" { time = human($4); next }
    $3 == "B/op" { memory = $4; next }
    $3 == "allocs/op" { allocations = $4; next }
    { other = other (other == "" ? "" : ", ") $4 " " $3 }
    END { flush() }'
} >"$out"
say "Written to $out"
