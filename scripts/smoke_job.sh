# shellcheck shell=bash
# shellcheck disable=SC2154 # $work, $desktop, $job and $now are those of smoke.sh
# What scripts/smoke.sh does in the window after it has opened every screen,
# with mouse and keyboard alone, from an empty folder: found a system, record an
# arrival's cohort from a file, and look at them. Each step is checked with
# settlectl. Sourced by smoke.sh; uses its $desktop, $job and expect.

# green prints the middle of the largest patch in the colour of a page's one
# primary button.
green() {
  move 5 795
  import -window root "$work/look.png"
  convert "$work/look.png" -alpha off -fill black +opaque '#007F3B' -fill white -opaque '#007F3B' \
    -define connected-components:verbose=true -define connected-components:area-threshold=1200 \
    -connected-components 4 null: |
    awk '$NF ~ /255|white|#FFF/ { split($2, g, /[x+]/); if (g[1] >= 60 && g[2] >= 30 && $4 > best) {
        best = $4; x = int(g[3] + g[1] / 2); y = int(g[4] + g[2] / 2) } }
      END { if (best) print x, y; else exit 1 }'
}

# press_green clicks the page's primary button, once there is one.
press_green() {
  until_true 20 green >/dev/null || fail "there is no primary button to $1"
  # shellcheck disable=SC2046 # two numbers, split on purpose
  click $(green)
  still
}

# bottom scrolls to the end of the page.
bottom() {
  move 640 600
  scroll_down 60
  still
}

# go_to opens a place by its name in the list of commands.
go_to() {
  press ctrl+k
  still
  type_text "$1"
  still
  press Return
  still
}

# The file of the cohort lies where the file chooser begins.
mkdir -p "$work/home"
{
  printf 'ref,given_name,family_name,profession,trust_ods,work_site_postcode,arrival_airport,arrival_local,nights_wanted\n'
  for i in $(seq 1 240); do
    printf 'S%03d,Ada,Number%03d,Registered nurse,RA2,GU2 7XX,LHR,2027-%02d-%02dT06:30,28\n' "$i" "$i" $((i % 6 + 1)) $((i % 28 + 1))
  done
} >"$work/home/cohort.csv"

open_app "$desktop" --data "$job" --now "$now" --size 1280x800 --theme light
press_green 'found a system'
type_text 'Surrey rehearsal'
press Tab
type_text 'Ada Osei'
press Tab Return
type_text 'Royal Surrey'
press Return Tab Tab Tab Tab Tab Down
bottom
press_green 'send the form'
press_green 'open Settle'
expect 'founded a system' 1 'length' members

go_to 'Arrivals'
shot "$work/arrivals.png"
close_app

open_app "$desktop" --data "$job" --now "$now" --size 1280x800 --theme light --route "import?what=arrivals&file=$work/home/cohort.csv"
press_green 'import 240 rows'
expect 'imported 240 arrivals' 240 'length' arrivals
go_to 'Arrivals'
close_app
