#!/usr/bin/env bash
# Imports a folder of trial data into a new rehearsal system, twice, and checks
# what settlectl says about it:
#
#   scripts/trial.sh FOLDER    with rooms.csv, rooms_unavailable.csv, arrivals.csv
#
# A room without a price or over the cap is refused; every other row is taken;
# the second import changes nothing.
# shellcheck disable=SC2016 # single quotes hold awk and jq programs
set -euo pipefail

folder=${1:-}
if [ -z "$folder" ] || [ ! -f "$folder/rooms.csv" ]; then
  printf 'Say where the trial data is, a folder with rooms.csv in it: make trial TRIAL=FOLDER\n' >&2
  exit 2
fi
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/settle-trial.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p bin
go build -o bin/settlectl ./app/settlectl

# The data is about the winter of 2026: its own time keeps the trial the same
# in any year.
now=2026-11-24T09:00:00Z

# ctl EXIT_CODE ARGUMENT… runs settlectl on the trial's data folder, its JSON
# going to $work/out.json, and fails on any other exit code.
ctl() {
  local want=$1 code=0
  shift
  bin/settlectl --data "$work/data" --now "$now" --json "$@" >"$work/out.json" 2>"$work/err.txt" || code=$?
  if [ "$code" -ne "$want" ]; then
    printf 'FAILED: "settlectl %s" ended with %d instead of %d and said: %s\n' "$*" "$code" "$want" "$(cat "$work/err.txt")" >&2
    exit 1
  fi
}

# same WHAT GOT WANT
same() {
  if [ "$2" != "$3" ]; then
    printf 'FAILED: %s: %s, expected %s\n' "$1" "$2" "$3" >&2
    exit 1
  fi
  printf '  %s: %s\n' "$1" "$2"
}

told() { jq -r "$1" "$work/out.json"; }

# rows FILE CONDITION counts the rows of a CSV file for which an awk condition
# over the columns by name, as in col["rent_week_gbp"], holds.
rows() {
  awk -F, 'function c(name) { return $(col[name]) }
    /^#/ { next }
    !seen++ { sub(/^\357\273\277/, ""); for (i = 1; i <= NF; i++) { gsub(/[\r"]/, "", $i); col[$i] = i }; next }
    '"$2"' { n++ }
    END { print n + 0 }' "$1"
}

rooms=$(rows "$folder/rooms.csv" 1)
priceless=$(rows "$folder/rooms.csv" 'c("rent_week_gbp") == ""')
people=$(rows "$folder/arrivals.csv" 1)

ctl 0 found --system 'Trial' --org S9B9J --person 'Alex Example' --roles coordinator,registrar,lead,host --rehearsal

ctl 4 import rooms "$folder/rooms.csv" --unavailable "$folder/rooms_unavailable.csv" --rejects "$work/rejects.csv"
accepted=$(told .accepted)
rejected=$(told .rejected)
same 'rooms in the file' "$((accepted + rejected))" "$rooms"
same 'refused without a price' "$(rows "$work/rejects.csv" 'c("rent_week_gbp") == ""')" "$priceless"
same 'refused over the cap' "$(rows "$work/rejects.csv" 'c("rent_week_gbp") != "" && tolower($0) ~ /cap/')" "$((rejected - priceless))"
same 'rows refused for any other reason' "$(rows "$work/rejects.csv" 'c("rent_week_gbp") != "" && tolower($0) !~ /cap/')" 0
if [ "$rooms" = 804 ]; then
  same 'rooms accepted' "$accepted" 438
  same 'rooms over the cap' "$((rejected - priceless))" 161
  same 'rooms without a price' "$priceless" 205
fi

ctl 0 import arrivals "$folder/arrivals.csv" --rejects "$work/arrivals-rejects.csv"
same 'arrivals accepted' "$(told .accepted)" "$people"
same 'arrivals refused' "$(told .rejected)" 0

bin/settlectl --data "$work/data" digest >"$work/digest-before"

ctl 4 import rooms "$folder/rooms.csv" --unavailable "$folder/rooms_unavailable.csv"
same 'rooms accepted again' "$(told .accepted)" 0
same 'rooms unchanged' "$(told .unchanged)" "$accepted"
ctl 0 import arrivals "$folder/arrivals.csv"
same 'arrivals accepted again' "$(told .accepted)" 0
same 'arrivals unchanged' "$(told .unchanged)" "$people"

bin/settlectl --data "$work/data" digest >"$work/digest-after"
same 'digest after the second import' "$(cat "$work/digest-after")" "$(cat "$work/digest-before")"

ctl 0 search rooms --arrive 2027-02-01 --leave 2027-03-01 --near RA201 --limit 5
same 'rooms found near a hospital' "$(told 'if type == "array" then length else (.rooms // .rows) | length end')" 5
ctl 0 verify
printf 'The trial data went in, once, and came in unchanged the second time.\n'
