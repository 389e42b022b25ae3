#!/usr/bin/env bash
# Three trusts with two machines each, in network namespaces of their own: real
# processes, real TCP. Each trust has a bridge; a router joins the three. The
# first machine of a trust is its always-on node, the second a desktop's; that of
# the first trust opens no port.
#
#   sudo scripts/netns.sh
#
# A room is listed in one trust and booked in another; networks are cut and
# healed, a fifth of all packets is lost, nodes are killed, a machine is away for
# ninety days, and a stranger does what it can. At the end all hold the same, and
# neither a capture of every link nor the files of machines that are no party
# hold a name, a telephone number or an address. Needs root; touches nothing
# outside the namespaces that it makes, and removes them.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "FAILED: $*"
  keep=$(mktemp -d "${TMPDIR:-/tmp}/settle-netns-failed.XXXXXX")
  cp "$work"/*.log "$keep"/ 2>/dev/null || true
  say "The logs: $keep"
  exit 1
}
[ "$(id -u)" -eq 0 ] || {
  say 'This makes network namespaces, which takes root: sudo make netns'
  exit 2
}

work=$(mktemp -d "${TMPDIR:-/tmp}/settle-netns.XXXXXX")
tag=st$$ # the namespaces' names begin with it
trusts=(a b c)
machines=(a1 a2 b1 b2 c1 c2)
declare -A pid org=([a]=RA2 [b]=RXX [c]=RTP) network=([a]=1 [b]=2 [c]=3)
capture=

end() { [ -z "$1" ] || { kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; } || true; }
clean_up() {
  for m in "${machines[@]}"; do end "${pid[$m]:-}"; done
  end "$capture"
  for n in r h "${machines[@]}"; do ip netns del "$tag-$n" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
trap 'fail "line $LINENO did not do what it should"' ERR

# The network.
in_ns() { ip netns exec "$tag-$1" "${@:2}"; }
# begin NAMESPACE LOG COMMAND… starts a process and leaves its id in $begun.
begin() {
  (exec ip netns exec "$tag-$1" "${@:3}") >>"$work/$2" 2>&1 &
  begun=$!
}
address() { printf '10.77.%s.1%s' "${network[${1:0:1}]}" "${1:1:1}"; }
plug() { # plug NAMESPACE ADDRESS TRUST
  ip netns add "$tag-$1"
  ip -n "$tag-r" link add name "$1" type veth peer name eth0 netns "$tag-$1"
  ip -n "$tag-r" link set dev "$1" master "br$3" up
  ip -n "$tag-$1" link set dev lo up
  ip -n "$tag-$1" addr add "$2/24" dev eth0
  ip -n "$tag-$1" link set dev eth0 up
  ip -n "$tag-$1" route add default via "10.77.${network[$3]}.1"
}
ip netns add "$tag-r"
in_ns r sysctl -qw net.ipv4.ip_forward=1
for t in "${trusts[@]}"; do
  ip -n "$tag-r" link add name "br$t" type bridge
  ip -n "$tag-r" addr add "10.77.${network[$t]}.1/24" dev "br$t"
  ip -n "$tag-r" link set dev "br$t" up
done
for m in "${machines[@]}"; do plug "$m" "$(address "$m")" "${m:0:1}"; done
plug h 10.77.2.99 b
in_ns r nft 'add table inet cut; add chain inet cut way { type filter hook forward priority 0; }'
for m in "${machines[@]}"; do in_ns "$m" nft 'add table inet loss; add chain inet loss way { type filter hook input priority 0; }'; done
# Only what leaves or enters the trust is dropped: frames within a bridge may pass this chain too.
cut_off() {
  local net=10.77.${network[$1]}.0/24
  in_ns r nft "add rule inet cut way ip saddr $net ip daddr != $net drop; add rule inet cut way ip saddr != $net ip daddr $net drop"
}
heal() { in_ns r nft flush chain inet cut way; }
lose() { for m in "${machines[@]}"; do in_ns "$m" nft add rule inet loss way numgen random mod 100 \< "$1" drop; done; }
lose_nothing() { for m in "${machines[@]}"; do in_ns "$m" nft flush chain inet loss way; done; }
begin r tcpdump.log tcpdump -i any -q -s 0 -U -B 16384 -w "$work/all.pcap" 'net 10.77.0.0/16'
capture=$begun

# The machines.
mkdir -p bin
go build -o bin/settlectl ./app/settlectl
go build -o "$work/hostile" ./scripts/hostile
now=2026-11-24T09:00:00Z
ctl() { bin/settlectl --data "$work/$1" --now "$now" --json "${@:2}" 2>>"$work/$1-ctl.log"; }
start() {
  local listen
  listen=$(address "$1"):7946
  [ "$1" != a2 ] || listen=none
  begin "$1" "$1.log" bin/settlectl --data "$work/$1" --now "$now" --json node --listen "$listen"
  pid[$1]=$begun
}
stop() {
  end "${pid[$1]}"
  pid[$1]=
}
digest() { ctl "$1" digest | jq -r .digest; }
same() {
  local m first=
  for m in "$@"; do
    local d
    d=$(digest "$m")
    [ -n "$d" ] && [ "$d" = "${first:=$d}" ] || return 1
  done
}
# until_true SECONDS WHAT COMMAND… tells how long it took.
until_true() {
  local begin=$EPOCHREALTIME what=$2 most=$1
  shift 2
  until "$@"; do
    awk -v a="$begin" -v b="$EPOCHREALTIME" -v m="$most" 'BEGIN { exit b - a > m }' || fail "$what: not within $most s"
    sleep 0.2
  done
  awk -v a="$begin" -v b="$EPOCHREALTIME" -v w="$what" 'BEGIN { printf "  %s: %.1f s\n", w, b - a }' >&2
}

say 'Founding, and joining by invitation'
ctl a1 found --system 'Surrey rehearsal' --org RA2 --person 'Quillon Zephyrine' --rehearsal --roles coordinator,registrar,lead,host >/dev/null
start a1
listening() { [ "$(ctl "$1" status | jq -r '.connected')" = true ]; }
until_true 20 'a1 is up' listening a1
join() { # join MACHINE PERSON ROLES
  ctl a1 invite --org "${org[${1:0:1}]}" --person "$2" --roles "$3" --out "$work/$1.inv" --address "$(address a1):7946" >/dev/null
  in_ns "$1" bin/settlectl --data "$work/$1" --json join "$work/$1.inv" --listen none >/dev/null 2>>"$work/$1-ctl.log" || fail "$1 could not join: $(tail -n 3 "$work/$1-ctl.log")"
  start "$1"
}
join a2 'Perpetua Vanterpool' host
join b1 'Ottoline Brackwater' lead,host
join b2 'Isambard Crumpsall' host
join c1 'Thessaly Ormerod' lead,host
join c2 'Lysander Pettigrove' host
until_true 60 'all six are in step' same "${machines[@]}"

say 'A room listed in one trust, booked in another'
list_room() { # list_room MACHINE LANE TITLE
  local home
  home=$(ctl "$1" listing home --address "$2" --lodgers 2 | jq -r .home)
  ctl "$1" listing add --home "$home" --title "$3" --outcode GU2 --rent 11000 --bed double --bathroom shared --shared-space shared --furnished \
    --vouched-by 'Ward manager' --gas 2026-10-01 --smoke-alarm 2026-11-01 --co-alarm 2026-11-01 --electrical 2025-11-01 --phone '01632960733' | jq -r .room
}
room=$(list_room a2 '77 Wyvernsgate Crescent' 'Quiet room')
[ -n "$room" ] || fail 'the room was not listed'
knows() { ctl "$1" rooms | jq -e --arg r "$room" 'any(.[]; .room == $r)' >/dev/null; }
until_true 30 'the room is found in trust c' knows c1
printf 'ref,given_name,family_name,profession,trust_ods,work_site_postcode,arrival_airport,arrival_local,nights_wanted\nS1,Marguerite,Featherstonehaugh,Registered nurse,RTP,RH1 5RH,LHR,2027-01-11T06:30,28\n' >"$work/cohort.csv"
ctl c1 import arrivals "$work/cohort.csv" >/dev/null
arrival=$(ctl c1 arrivals | jq -r '.[0].arrival')
booking=$(ctl c1 book request --room "$room" --arrival "$arrival" --arrive 2027-01-11 --leave 2027-02-08 | jq -r .booking)
state_is() { [ "$(ctl "$1" booking "$booking" 2>/dev/null | jq -r .state)" = "$2" ]; }
until_true 30 'the request reaches the host, who opens no port' state_is a2 requested
ctl a2 book accept "$booking" >/dev/null
until_true 30 'the acceptance reaches the lead' state_is c1 accepted
ctl c1 book confirm "$booking" >/dev/null
until_true 30 'the confirmation reaches all' same "${machines[@]}"
ctl c1 booking "$booking" | grep -q 'Wyvernsgate' || fail 'the lead of the guest cannot read the address'

say 'A trust is cut off, both sides go on, and the cut heals'
cut_off b
list_room b2 '5 Gallowglass Rise' 'Attic room' >/dev/null
list_room c1 '6 Quernstone Mews' 'Garden room' >/dev/null
until_true 30 'the two that are cut off agree' same b1 b2
until_true 30 'the others agree' same a1 a2 c1 c2
same a1 b1 && fail 'the cut does not cut'
for ((i = 0; i < 45; i++)); do sleep 1; done # longer than peers take to give one another up
heal
until_true 60 'healed, all agree' same "${machines[@]}"

say 'A fifth of all packets is lost'
lose 20
list_room c2 '8 Hollyhock Yard' 'Loft room' >/dev/null
list_room a1 '9 Larkspur End' 'Box room' >/dev/null
until_true 120 'all agree' same "${machines[@]}"
lose_nothing

say 'Nodes are killed while they work'
for round in 1 2 3; do
  list_room b2 "$round Peppercorn Walk" "Room $round" >/dev/null &
  writer=$!
  for m in a1 c1; do
    kill -KILL "${pid[$m]}"
    wait "${pid[$m]}" 2>/dev/null || true
    start "$m"
  done
  wait "$writer"
done
until_true 60 'all agree' same "${machines[@]}"
for m in a1 c1; do [ "$(ctl "$m" verify | jq '.problems | length')" = 0 ] || fail "$m is not whole"; done

say 'A machine is away for ninety days'
stop c2
now=2027-02-22T09:00:00Z
for m in a1 a2 b1 b2 c1; do
  stop "$m"
  start "$m"
done
list_room a1 '14 Bellwether Row' 'Spring room' >/dev/null
until_true 60 'the others agree' same a1 a2 b1 b2 c1
start c2
until_true 60 'it is back, and all agree' same "${machines[@]}"

say 'A stranger does what it can'
ulimit -n 20000
in_ns h "$work/hostile" "$(address b1):7946" 10000 2>&1 | sed 's/^/  /' >&2
list_room b2 '15 Sallowfield' 'After the storm' >/dev/null
until_true 60 'b1 still works' same "${machines[@]}"
[ "$(ctl b1 verify | jq '.problems | length')" = 0 ] || fail 'b1 is not whole'

say 'Somebody is removed'
gone=$(ctl b2 status | jq -r .device)
ctl a1 revoke "$gone" --reason left >/dev/null
unlinked() { ! ctl b1 peers | jq -e --arg d "$gone" 'any(.[]; .device == $d and .linked)' >/dev/null; }
until_true 5 'the node of its trust has closed the connection' unlinked

say 'Nothing is to be read by others'
for m in "${machines[@]}"; do stop "$m"; done
end "$capture"
capture=
[ "$(stat -c %s "$work/all.pcap")" -gt 100000 ] || fail 'nothing was captured'
say "  $(stat -c %s "$work/all.pcap") bytes were captured"
for secret in Wyvernsgate Gallowglass Quernstone Hollyhock Larkspur Bellwether Sallowfield 01632960733 Featherstonehaugh Marguerite Zephyrine Vanterpool Brackwater Crumpsall Ormerod Pettigrove 'Quiet room' 'Surrey rehearsal'; do
  [ -z "$(tshark -r "$work/all.pcap" -Y "frame contains \"$secret\"" -c 1 2>/dev/null)" ] || fail "\"$secret\" is to be read on the wire"
done
for secret in Wyvernsgate 01632960733 Featherstonehaugh Marguerite; do # the parties are a2 and c1; the files of nobody hold it open
  for m in "${machines[@]}"; do
    if grep -aq "$secret" "$work/$m"/settle.db*; then fail "\"$secret\" is to be read in the file of $m"; fi
  done
done
for m in "${machines[@]}"; do # a node names the address that it listens at itself, and no other
  if sed "s/\"listens\":\"$(address "$m"):7946\"//" "$work/$m.log" | grep -aqE 'Wyvernsgate|Featherstonehaugh|01632960733|Zephyrine|10\.77\.'; then
    fail "the log of $m names what it must not"
  fi
done
say 'All held.'
