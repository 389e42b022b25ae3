# shellcheck shell=bash
# shellcheck disable=SC2154 # $work, $desktop, $job and $now are those of smoke.sh
# What scripts/smoke.sh does in the window after it has opened every screen,
# with mouse and keyboard alone, from an empty folder: found a system, record an
# arrival's cohort from a file, and look at them. Each step is checked with
# settlectl. Sourced by smoke.sh; uses its $desktop, $job and expect.

# green finds the middle of the largest patch in the colour of a page's one
# primary button, into $button.
green() {
  move 5 795
  import -window root "$work/look.png"
  button=$(convert "$work/look.png" -alpha off -fill black +opaque '#007F3B' -fill white -opaque '#007F3B' \
    -define connected-components:verbose=true -define connected-components:area-threshold=1200 \
    -connected-components 4 null: |
    awk '$NF ~ /255|white|#FFF/ { split($2, g, /[x+]/); if (g[1] >= 60 && g[2] >= 30 && $4 > best) {
        best = $4; x = int(g[3] + g[1] / 2); y = int(g[4] + g[2] / 2) } }
      END { if (best) print x, y }')
  [ -n "$button" ]
}

# press_green clicks the page's primary button, once there is one.
press_green() {
  until_true 20 green || fail "there is no primary button to $1"
  # shellcheck disable=SC2086 # two numbers, split on purpose
  click $button
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
  still # what the last press did may not be on the screen yet
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

# What settlectl tells of the one booking.
the_booking='if length == 1 then .[0].state else length end'

# at TIME FLAG… opens the desktop on the job's folder.
at() { open_app "$desktop" --data "$job" --now "$1" --size 1280x800 --theme light "${@:2}"; }

at "$now"
press Tab Tab Return # past the invitation that most people have
still
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

# List a room: where it is, what it is, what it costs.
go_to 'List a room'
press Tab
type_text '12 Example Road, Guildford'
press Tab
type_text 'GU2 7XX'
press Tab
bottom
press_green 'go on from the home'
type_text 'Quiet room near the hospital'
press Tab
type_text 'Morning sun, and a bus to the wards.'
press Tab Return Down Return Tab Return Down Return Tab Tab space Tab space
bottom
press_green 'go on from the room'
type_text 130
bottom
press_green 'go on from a price over the cap'
# The cap, where it comes from, and the price that would pass.
see 'over the cap for Guildford' 'Local Housing Allowance of 1 April 2026' 'List it at £117.71 or less'
expect 'refused a room over the cap' 0 'length' rooms
press ctrl+a
type_text 110
bottom
press_green 'go on from a price under the cap'
bottom
press_green 'go on from the rules'
type_text 'Ruth Vale, ward manager'
press Tab space
for day in 3 4 5; do
  press Tab
  type_text "$day/11/2026"
  press Tab
done
bottom
press_green 'go on from the safety checks'
bottom
press_green 'go on from the photos'
bottom
press_green 'go live'
expect 'listed a room under the cap' 11000 '.[] | select(.state == "live") | .rent_week_pence' rooms

# The file lies where the file chooser begins; its list is narrowed to it.
go_to 'Import arrivals'
press_green 'choose a file'
type_text cohort
still
press Return
press_green 'import 240 rows'
expect 'imported 240 arrivals' 240 'length' arrivals

# From a row of the cohort to the rooms that are free for it, and to one of them.
go_to 'Arrivals'
press ctrl+f
type_text Number007
still
click 400 274
still
press_green 'find a room'
click 700 420
still
press_green 'ask for the room'
press_green 'send the request'
expect 'asked for the room' requested "$the_booking" bookings
press_green 'open the booking'
press_green 'accept'
press Return
expect 'accepted' accepted "$the_booking" bookings
press_green 'confirm'
press Return
expect 'confirmed' confirmed "$the_booking" bookings
close_app

# The day comes, and the day after the last night.
now=2027-02-08T15:00:00Z
at "$now"
go_to 'Bookings'
click 750 250
still
press_green 'say that they arrived'
press Return
expect 'marked arrived' arrived "$the_booking" bookings
close_app

now=2027-03-08T11:00:00Z
at "$now"
go_to 'Bookings'
click 900 250
still
press_green 'say that they left'
press Return
expect 'marked left' completed "$the_booking" bookings

go_to 'Nights'
press_green 'export the nights'
press Down Tab space
press_green 'choose where to save'
press_green 'save'
report=$work/home/internal-nights-2027-03-08.csv
until_true 10 test -s "$report" || fail 'no report was saved'
grep -Eq '^"?Total"?,28,' "$report" || fail "the report does not say 28 nights: $(cat "$report")"
expect 'exported the nights' 28 '.total_nights' report nights --internal
close_app
