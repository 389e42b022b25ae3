#!/usr/bin/env bash
# Measures and writes docs/bench.md: the median of several runs of every Go
# benchmark, and the desktop on a virtual screen with 100,000 rooms and about
# 1,000,000 nights: first paint, memory, and frames a second while it scrolls.
#
#   RUNS=6 scripts/bench.sh [PACKAGE…]
#
#   DATA=FOLDER NOW=TIME scripts/bench.sh    measures the desktop on a rehearsal
#   system of your own instead
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/xvfb.sh
. scripts/xvfb.sh

runs=${RUNS:-6}
[ $# -gt 0 ] || set -- ./...
out=docs/bench.md
raw=$work/bench.txt
load=$(cut -d ' ' -f 1 /proc/loadavg)

say "Measuring every benchmark $runs times; this takes a while."
go test -run '^$' -bench . -benchmem -count "$runs" -timeout 90m "$@" | tee "$raw" >&2
grep -q '^Benchmark' "$raw" || fail "no benchmark ran"
say "Measuring what others make of the same work."
(cd bench/peers && go test -run '^$' -bench . -count "$runs" -timeout 90m .) | tee -a "$raw" >&2

data=${DATA:-} now=${NOW:-2026-11-02T10:00:00Z}
if [ -z "$data" ]; then
  say "Founding the large system."
  data=$work/large
  SETTLE_BENCH_FOLDER=$data go test -run '^$' -bench '^BenchmarkAtSize$/^none$' ./marketplace/sqlite >&2 ||
    fail "the large system could not be founded"
fi

say "Measuring the desktop."
go build -tags migrated_fynedo -o bin/settle .
go build -o "$work/frames" ./scripts/frames

# The screen is kept in a file too, where frames counts.
Xvfb() { exec Xvfb -fbdir "$work" "$@"; }
start_screen 1280x800
mkdir -p "$work/home"

settle() {
  env -u DBUS_SESSION_BUS_ADDRESS HOME="$work/home" LANG=en_GB.UTF-8 FYNE_SCALE=1 \
    timeout 60 bin/settle --data "$data" --now "$now" "$@" 2>"$app_log"
}

# first_paint prints the milliseconds to first paint that the desktop tells.
first_paint() {
  local told
  told=$(settle --exit-after-paint | grep -Eo '[0-9]+(\.[0-9]+)?' | tail -n 1 || true)
  [ -n "$told" ] || fail "the desktop did not say when it painted first"
  printf '%s\n' "$told"
}

# median prints that of the numbers in a file.
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.4g\n", (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }

# The first start reads from a cold disk and is left out.
for ((i = 0; i <= runs; i++)); do first_paint >>"$work/paints"; done
sed -i 1d "$work/paints"
paint=$(median "$work/paints")

memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$app_pid/status"; }

# frames FILE: the wheel turns by 300 notches in about five seconds over the
# list; what is painted a second goes to FILE. Down and up again by turns.
turn=5
frames() {
  "$work/frames" "$work/Xvfb_screen0" 6 500 400 350 >>"$1" &
  local counting=$!
  xdotool click --repeat 300 --delay 15 "$turn"
  wait "$counting"
  turn=$((9 - turn))
}

open_app "$PWD/bin/settle" --data "$data" --now "$now"
home=$(memory)
close_app

open_app "$PWD/bin/settle" --data "$data" --now "$now" --route 'bookings?view=list&state=any'
move 800 600
for ((i = 0; i < runs; i++)); do frames "$work/plain"; done
turn=5
close_app

open_app "$PWD/bin/settle" --data "$data" --now "$now" --route find
fresh=$(memory)
move 800 600
frames "$work/loading"
frames "$work/photos" && : >"$work/photos" # back up: what is loaded now is measured
for ((i = 0; i < runs; i++)); do frames "$work/photos"; done
turn=5
for ((i = 0; i < 6; i++)); do xdotool click --repeat 300 --delay 15 5; done
scrolled=$(memory)
close_app

medians=$work/medians.txt
awk -f scripts/medians.awk "$raw" >"$medians"

# figure NAME UNIT prints the greatest median of the benchmarks whose names
# match, or "not run".
figure() {
  awk -F '\t' -v name="$1" -v unit="$2" '
    $2 ~ "^" name "$" && $3 == unit && (!seen || $4 > most) { most = $4; seen = 1 }
    END { if (seen) printf (most < 10 ? "%.1f" : "%.0f"), most; else printf "not run" }' "$medians"
}
seconds() {
  awk -F '\t' -v name="$1" '$2 == name && $3 == "ns/op" { printf "%.2g s", $4 / 1e9; seen = 1 } END { if (!seen) printf "not run" }' "$medians"
}
hundredths() { printf '%s ms p50, %s ms p99' "$(figure "$1" p50-ms)" "$(figure "$1" p99-ms)"; }
# number NAME UNIT is the median of one benchmark.
number() {
  awk -F '\t' -v name="$1" -v unit="$2" '$2 == name && $3 == unit { value = $4 } END { if (value == "") printf "not run"; else printf "%.3g", value }' "$medians"
}
spread() { printf '%s ms p50, %s ms p95' "$(figure "$1" p50-ms)" "$(figure "$1" p95-ms)"; }
act() {
  awk -F '\t' -v name="$1" '
    $2 ~ name && $3 ~ /^µs\/p/ && $4 > most[$3] { most[$3] = $4 }
    END { printf "%.2f ms p50, %.1f ms p99", most["µs/p50"] / 1000, most["µs/p99"] / 1000 }' "$medians"
}

{
  cat <<'END'
# How fast it is

Written by `make bench`; do not edit. Each figure is a median of several runs; p50, p95 and p99 are taken within a run.
The limits are what Settle promises on a machine with two cores.

END
  printf 'Measured on %s, %s cores, %s, %s, on %s. When it began and ended, so many processes wanted a core: %s and %s.\n\n' \
    "$(awk -F ': ' '/^cpu: /{ print $2; exit }' "$raw")" "$(nproc)" "$(go env GOOS)" "$(go env GOVERSION)" "$(date -u +'%-d %B %Y')" \
    "$load" "$(cut -d ' ' -f 1 /proc/loadavg)"
  printf '| what | at most | measured |\n| --- | --- | --- |\n'
  printf '| search: free rooms for dates, near a place, with features, first 50, at 100,000 rooms and 36,000 stays (about 1,000,000 nights) | 5 ms p50, 10 ms p95 | %s |\n' "$(spread AtSize/search_near)"
  printf '| the same search, the cheapest anywhere | the same | %s |\n' "$(spread AtSize/search_cheapest)"
  printf '| the same search where nothing matches, the slowest of its kinds | the same | %s |\n' "$(spread 'AtSize/search_hopeless_.*')"
  printf '| one act, command to appended, folded and committed, without the flush | 2 ms p50, 5 ms p99 | %s |\n' "$(act 'Act/.*flush=false')"
  printf '| one act with the flush | – | %s |\n' "$(act 'Act/.*flush=true')"
  printf '| import of 438 rooms with about 3,400 ranges | 1 s | %s |\n' "$(seconds Import)"
  printf '| rebuild of %s entries from the log alone | 2 s for 100,000 | %s |\n' \
    "$(awk -F '\t' '$2 == "Rebuild" && $3 == "entries" { print $4 }' "$medians")" "$(seconds Rebuild)"
  printf '| nights by month, over about 1,000,000 nights | 100 ms | %s |\n' "$(spread AtSize/nights_by_month)"
  printf '| nights by month, both organisations, area and staff group | 100 ms | %s |\n' "$(spread AtSize/nights_by_all)"
  printf '| desktop: first paint, warm | 500 ms | %s ms |\n' "$paint"
  printf '| desktop: memory at first paint, on Home and on Find | 250 MiB | %s MiB, %s MiB |\n' "$home" "$fresh"
  printf '| desktop: memory after long scrolling over photos | 350 MiB | %s MiB |\n' "$scrolled"
  printf '| desktop: scrolling 36,000 plain rows | at least 50 frames a second | %s |\n' "$(median "$work/plain")"
  printf '| desktop: scrolling rows with photos | at least 40 frames a second | %s; %s on the first way down, while photos are being read |\n' \
    "$(median "$work/photos")" "$(median "$work/loading")"
  printf '| a machine that has just joined catches up over loopback: %s entries, admitted, verified, folded, on disk | 0.5 s | %s |\n' \
    "$(number Share/catch-up entries)" "$(seconds Share/catch-up)"
  printf '| of others, 20,000: NATS mirror · flushing always · rqlite, with the start of its process | – | %s · %s · %s (start: %s s) |\n' \
    "$(seconds NATS/catch-up/flush=false)" "$(seconds NATS/catch-up/flush=true)" "$(seconds Rqlite/catch-up)" "$(figure Rqlite/catch-up start-s)"
  printf '| an act on one machine, answered by a query on another | 5 ms p50, 50 ms p99 | %s |\n' "$(hundredths Act)"
  printf '| of others: NATS mirror · flushing always · rqlite | – | %s · %s · %s |\n' \
    "$(hundredths NATS/act/flush=false/mirror)" "$(hundredths NATS/act/flush=true/mirror)" "$(hundredths Rqlite/act)"
  printf '| fifty machines in one process, each with its store: cold join · acts that reach all, for a minute | 15 s · 300 a second, 100 %% | %s s · %s a second, %s %% |\n' \
    "$(figure FiftyStores join-s)" "$(number FiftyStores 'acts/s')" "$(number FiftyStores '%delivered')"
  printf '| catch-up of %s entries: memory of both sides · µs an entry in the first and the last tenth | 64 MiB each · the same | %s MiB · %s, %s |\n' \
    "$(number CatchUpLong/both entries)" "$(number CatchUpLong/both MiB/peak)" "$(number CatchUpLong/both µs/first)" "$(number CatchUpLong/both µs/last)"
  printf '| bytes on the wire for each byte of entries | 1.1 | %s |\n' "$(number CatchUpLong/both wire/entry-bytes)"
  printf '| bundle of %s entries: saved · imported · imported again, which changes nothing | 1 s | %s s · %s s · %s s |\n' \
    "$(number Share/bundle entries)" "$(number Share/bundle export-s)" "$(number Share/bundle import-s)" "$(number Share/bundle again-s)"
  cat <<'END'

Both ends of a catch-up, and all fifty machines, share the two cores. bench/peers says what the others are and do not do.
The desktop is measured in a window of 1280 × 800 on a virtual screen, where no graphics card helps: what draws shares
the cores with everything else. Frames are counted from outside: a tool looks at the virtual screen's own memory five
hundred times a second and counts the pictures that stood there, while a wheel turns by 66 notches a second. Memory is
all that is resident, with the libraries that stand in for a graphics card (some 70 MiB). A virtual machine's disk may
answer a flush before it is durable.
The large system is written as projections, without a log: what it shows is what a log would come to.
END
  awk -F '\t' '
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
    END { flush() }' "$medians"
} >"$out"
say "Written to $out"
