#!/usr/bin/env bash
# Pictures every screen of the real desktop into docs/screens, light and dark.
#
#   scripts/shots.sh [NAME…]     all screens of scripts/screens.txt, or these
#
#   SIZE=1024x768 SCALE=1.5 OUT=/tmp/look scripts/shots.sh    for looking at
#   other sizes
#
# A screen that shows nothing, or the same as another, fails: its route was not
# understood.
set -euo pipefail
cd "$(dirname "$0")/.."
export SETTLE_KEYRING=off # a person's own keyring is none of its business
# shellcheck source=scripts/demo.sh
. scripts/demo.sh

size=${SIZE:-1280x800}
export FYNE_SCALE=${SCALE:-1}
out=${OUT:-docs/screens}
only=" $* "

found_demo
go build -tags migrated_fynedo -o bin/settle .
mkdir -p "$out"
start_screen "$(awk -v size="$size" -v scale="$FYNE_SCALE" 'BEGIN { split(size, s, "x"); printf "%dx%d", s[1] * scale, s[2] * scale }')"

# picture THEME NAME DATA ROUTE KEYS
picture() {
  local theme=$1 name=$2 file=$out/$2-$1.png sum twin
  [[ $only == "  " || $only == *" $name "* ]] || return 0
  open_screen "$PWD/bin/settle" "$3" "$4" "$5" --theme "$theme" --size "$size"
  shot "$file"
  close_app
  sum=$(identify -format %# "$file")
  twin=$(awk -v sum="$sum" '$1 == sum { print $2 }' "$work/sums")
  [ -z "$twin" ] || fail "$name and $twin look the same: is \"$4\" a route of the desktop?"
  printf '%s %s\n' "$sum" "$name" >>"$work/sums"
  say "  $file"
}

for theme in light dark; do
  : >"$work/sums"
  each_screen picture "$theme"
  [ -s "$work/sums" ] || fail "no screen of that name: $*"
done
