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
# ninety days, and strangers, a member who means harm and one who was removed do
# what they can. At the end all hold the same; nothing but TLS was spoken; and
# neither a capture of every link nor any file of any machine holds a guest's
# name, contact or flight, a letter or an address that can be read. What looks for
# these is first shown to find what is there. Needs root; touches nothing outside
# the namespaces that it makes, and removes them.
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
others=(a1 a2 b1 b2 c1)
declare -A pid org=([a]=RA2 [b]=RXX [c]=RTP) network=([a]=1 [b]=2 [c]=3)
capture=

# end ends a process that was begun here, in the end by force: what hangs would keep the namespaces.
end() {
  local i
  [ -n "$1" ] && kill "$1" 2>/dev/null || return 0
  for ((i = 0; i < 150; i++)); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  ! kill -KILL "$1" 2>/dev/null
}
clean_up() {
  for m in "${machines[@]}"; do end "${pid[$m]:-}" || true; done
  end "$capture" || true
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
# Nobody calls a2: it opens no port, and a firewall lets no call in.
in_ns a2 nft 'add table inet shut; add chain inet shut way { type filter hook input priority 10; }; add rule inet shut way tcp flags & (syn|ack) == syn drop'
# Only what leaves or enters the trust is dropped: frames within a bridge may pass this chain too.
cut_off() {
  local net=10.77.${network[$1]}.0/24
  in_ns r nft "add rule inet cut way ip saddr $net ip daddr != $net drop; add rule inet cut way ip saddr != $net ip daddr $net drop"
}
heal() { in_ns r nft flush chain inet cut way; }
lose() { for m in "${machines[@]}"; do in_ns "$m" nft add rule inet loss way numgen random mod 100 \< "$1" counter drop; done; }
lost_some() { for m in "${machines[@]}"; do ! in_ns "$m" nft list chain inet loss way | grep -q 'packets 0 ' || return 1; done; }
lose_nothing() { for m in "${machines[@]}"; do in_ns "$m" nft flush chain inet loss way; done; }
begin r tcpdump.log tcpdump -i any -q -s 0 -U -B 65536 -w "$work/all.pcap"
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
  end "${pid[$1]}" || fail "$1 did not end when it was told to"
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
take_up() { # take_up NAMESPACE FOLDER ORGANISATION PERSON ROLES
  ctl a1 invite --org "$3" --person "$4" --roles "$5" --out "$work/$2.inv" --address "$(address a1):7946" >/dev/null
  in_ns "$1" bin/settlectl --data "$work/$2" --json join "$work/$2.inv" --listen none >/dev/null 2>>"$work/$2-ctl.log" || fail "$2 could not join: $(tail -n 3 "$work/$2-ctl.log")"
}
join() { # join MACHINE PERSON ROLES
  take_up "$1" "$1" "${org[${1:0:1}]}" "$2" "$3"
  start "$1"
}
join a2 'Perpetua Vanterpool' host
join b1 'Ottoline Brackwater' lead,host
join b2 'Isambard Crumpsall' host
join c1 'Thessaly Ormerod' lead,host
join c2 'Lysander Pettigrove' host,volunteer
until_true 60 'all six are in step' same "${machines[@]}"
[ -z "$(in_ns a2 ss -Hltn)" ] || fail 'a2 has opened a port'

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
cat >"$work/cohort.csv" <<'END'
ref,given_name,family_name,email,phone,flight,note,profession,trust_ods,work_site_postcode,arrival_airport,arrival_local,nights_wanted
S1,Marguerite,Featherstonehaugh,m.quillfeather@example.org,+441632960817,ZQ4471XR,Needs a rosemary pillow,Registered nurse,RTP,RH1 5RH,LHR,2027-01-11T06:30,28
END
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
ctl c1 arrival "$arrival" | grep -q 'ZQ4471XR' || fail 'the lead of the guest cannot read the flight'
ctl c1 book message "$booking" 'The spare key hangs behind the periwinkle trellis' >/dev/null
reads() { ctl "$1" booking "$booking" | grep -q 'periwinkle trellis'; }
until_true 30 'the host reads the letter' reads a2
reads b1 && fail 'somebody who is no party reads the letter'
offer=$(ctl c2 offering add --kind buddy --capacity 1 | jq -r '.. | .offer? // empty' | head -n 1)
[ -n "$offer" ] || fail 'nothing was offered'
knows_offer() { ctl "$1" offers | grep -q "$offer"; }
until_true 30 'a welcome is offered' knows_offer c1
ctl c1 pair ask --offer "$offer" --arrival "$arrival" --note 'Fond of marmalade sandwiches' >/dev/null
until_true 30 'the volunteer was asked' same "${machines[@]}"

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
until_true 60 'packets to each were lost' lost_some # in a moment one machine may have lost none
until_true 120 'all agree still' same "${machines[@]}"
lose_nothing

say 'Nodes are killed while they work'
for n in {1..12}; do list_room b2 "$n Peppercorn Walk" "Room $n"; done >"$work/listed" &
writer=$!
for round in {1..4}; do
  for m in a1 b1 c1; do
    kill -KILL "${pid[$m]}"
    wait "${pid[$m]}" 2>/dev/null || true
    start "$m"
    sleep "0.$round"
  done
done
wait "$writer"
until_true 60 'all agree' same "${machines[@]}"
for m in "${machines[@]}"; do [ "$(ctl "$m" verify | jq '.problems | length')" = 0 ] || fail "$m is not whole"; done
[ "$(wc -l <"$work/listed")" -eq 12 ] || fail 'not every room was listed'
ctl c1 rooms --limit 1000 | jq -r '.[].room' >"$work/rooms"
! grep -vqFf "$work/rooms" "$work/listed" || fail 'a room that was said to be listed is lost'

say 'A machine is away for ninety days'
stop c2
now=2027-02-22T09:00:00Z
for m in "${others[@]}"; do
  stop "$m"
  start "$m"
done
list_room a1 '14 Bellwether Row' 'Spring room' >/dev/null
until_true 60 'the others agree' same "${others[@]}"
list_room c2 '17 Marigold Reach' 'From afar' >/dev/null
same a1 c2 && fail 'it was not away'
start c2
until_true 60 'it is back, and all agree' same "${machines[@]}"
for m in "${machines[@]}"; do [ "$(ctl "$m" status | jq .waiting)" = 0 ] || fail "something waits at $m"; done

say 'Strangers do what they can'
take_up h m RXX 'Mordaunt Grimshaw' lead # who means harm, and does nothing yet
until_true 60 'all agree' same "${machines[@]}"
hostile() { in_ns h "$work/hostile" "$1" "$(address b1):7946" "${@:2}" | sed 's/^/  /' >&2 || fail "hostile $1: b1 did not withstand it"; }
ulimit -n 20000
hostile flood 10000 20 &
flooding=$!
sleep 3
list_room b2 '15 Sallowfield' 'In the storm' >/dev/null
until_true 60 'in the flood all agree' same "${machines[@]}"
kill -0 "$flooding" 2>/dev/null || fail 'the flood was over before that'
wait "$flooding"
hostile stranger
in_ns h bin/settlectl --data "$work/m" --now "$now" --json sync --once --listen none >/dev/null 2>>"$work/m-ctl.log"
same b1 m || fail 'm is not in step'
hostile member "$work/m" rxx
until_true 60 'afterwards all agree' same "${machines[@]}"
[ "$(ctl b1 verify | jq '.problems | length')" = 0 ] || fail 'b1 is not whole'
most=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/${pid[b1]}/status")
say "  b1 took at most $most MiB"
[ "$most" -le 160 ] || fail 'b1 took too much memory'
logged() { jq -rR 'fromjson? | .reason // .what // empty' "$work/b1.log" | grep -qxF "$1" || fail "the log of b1 does not say: $1"; }
for reason in 'malformed frame' 'frame out of place' 'entries that do not verify' 'peer of another system'; do logged "$reason"; done
away=$(jq -nR '[inputs | fromjson? | select(.msg == "refused") | .handshakes_failed + .turned_away] | add' "$work/b1.log")
say "  b1 has logged $away connections that it turned away"
[ "$away" -ge 9000 ] || fail 'the flood is not in the log of b1'

say 'Somebody is removed'
connected() { ctl "$1" peers | jq -e --arg d "$2" 'any(.[]; .device == $d and .linked)' >/dev/null; }
unlinked() { ! connected "$@"; }
gone=$(ctl b2 status | jq -r .device)
until_true 30 'it is connected' connected b1 "$gone"
ctl a1 revoke "$gone" --reason left >/dev/null
until_true 5 'the node of its trust has closed the connection' unlinked b1 "$gone"
ctl a1 revoke "$(ctl m status | jq -r .device)" --reason other >/dev/null
until_true 30 'the others agree' same a1 a2 b1 c1 c2
hostile revoked "$work/m"
logged 'membership revoked'
list_room a1 '16 Thistledown Yard' 'Not for everybody' >/dev/null
until_true 30 'the others agree' same a1 a2 b1 c1 c2
for ((i = 0; i < 10; i++)); do sleep 1; done # it goes on calling all that it knows
same a1 b2 && fail 'what came later reached who was removed'

say 'Nothing is to be read by others'
canary='Wholly readable canary' # what looks for secrets has to find this
in_ns h bash -c "printf '%s, and %s' '$canary' '$(printf %s "$canary" | sed 's/./&_/g')' | tr _ '\\0' >/dev/udp/$(address a1)/9" || fail 'the canary did not sing'
sleep 1
ends=(Zephyrine Vanterpool Brackwater Crumpsall Ormerod Pettigrove Grimshaw) # of members' names
# What was written of a guest, and to one.
guest=(Featherstonehaugh Marguerite m.quillfeather 441632960817 ZQ4471XR 'rosemary pillow' 'periwinkle trellis' 'marmalade sandwiches')
homes=(Wyvernsgate Gallowglass Quernstone Hollyhock Larkspur Bellwether Sallowfield Thistledown Marigold Peppercorn 01632960733)
names=('Quiet room' 'Surrey rehearsal')
# holds WHAT WHERE… looks for it as it is and with two bytes a letter, and for each of its halves: it may be cut in two.
holds() {
  local half=$((${#1} / 2))
  grep -raqF -e "$1" -e "${1:0:half}" -e "${1:half}" "${@:2}" && return
  LC_ALL=C grep -raqP "$(printf %s "$1" | sed 's/[.]/\\&/g; s/\\\?./&\\x00/g')" "${@:2}"
}
files_hold_none() {
  local secret m
  for secret in "${guest[@]}" "${homes[@]}"; do # not even a party's files hold it open
    for m in "${machines[@]}" m; do
      if holds "$secret" "$work/$m"; then fail "\"$secret\" is to be read in a file of $m"; fi
    done
  done
}
files_hold_none # with the write-ahead logs
for m in "${machines[@]}"; do stop "$m"; done
files_hold_none
holds 'Quiet room' "$work/c2" || fail 'what looks for secrets in files finds nothing'
end "$capture"
capture=
say "  $(stat -c %s "$work/all.pcap") bytes were captured"
grep -q '^0 packets dropped by kernel' "$work/tcpdump.log" || fail "the capture is not whole: $(tail -n 1 "$work/tcpdump.log")"
holds "$canary" "$work/all.pcap" || fail 'what looks for secrets in the capture finds nothing'
holds "${canary^^}" "$work/all.pcap" && fail 'what looks for secrets in the capture finds anything'
for secret in "${guest[@]}" "${homes[@]}" "${ends[@]}" "${names[@]}"; do
  if holds "$secret" "$work/all.pcap"; then fail "\"$secret\" is to be read on the wire"; fi
done
see() { tshark -r "$work/all.pcap" -d tcp.port==7946,tls -Y "$1" 2>/dev/null | sed -n 1p; } # its -c would stop at the first packet, whatever that is
contains() {
  printf 'frame contains "%s"' "$1"
  shift
  [ $# -eq 0 ] || printf ' || %s' "$(contains "$@")"
}
[ -n "$(see "$(contains "$canary")")" ] || fail 'tshark does not find the canary'
[ -z "$(see "$(contains "${guest[@]}" "${homes[@]}" "${ends[@]}" "${names[@]}")")" ] || fail 'tshark reads a secret on the wire'
[ -z "$(see '(tcp || udp) && !tcp.port == 7946 && !udp.port == 5353 && !udp.port == 9')" ] || fail 'something else was spoken than Settle'
[ -n "$(see 'tls.handshake.type == 2 && tls.handshake.extensions.supported_version == 0x0304')" ] || fail 'no TLS was seen'
[ -z "$(see 'tls.handshake.type == 2 && !(tls.handshake.extensions.supported_version == 0x0304)')" ] || fail 'TLS before 1.3 was spoken'
for m in "${machines[@]}"; do # a node names the address that it listens at itself, and no other
  for secret in "${guest[@]}" "${homes[@]}" "${ends[@]}" '10.77.'; do
    if sed "s/\"listens\":\"$(address "$m"):7946\"//" "$work/$m.log" | grep -aqF "$secret"; then fail "the log of $m names what it must not"; fi
  done
done
say 'All held.'
