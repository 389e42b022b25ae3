# shellcheck shell=bash
# Reading what stands on the screen, so that the scripts find a button as a
# person does, by its words, and notice when the words are not there. Sourced;
# brings xvfb.sh with it.

# shellcheck source=scripts/xvfb.sh
. "$(dirname "${BASH_SOURCE[0]}")/xvfb.sh"

# read_screen writes the words on the screen to $work/words.tsv, one a line:
# the line of text it belongs to, left, top, width, height, word. It reads
# twice, the second time with every ground taken away (what differs from its
# surroundings turns black on white): dark words on a bright button beside pale
# words on a dark page are lost to a single threshold.
read_screen() {
  import -window root -colorspace gray "$work/look.png"
  convert "$work/look.png" -resize 200% "$work/plain.png"
  convert "$work/look.png" \( +clone -sample 25% -statistic Median 15x5 -sample '400%' \) \
    -compose difference -composite -negate -normalize -resize 200% "$work/flat.png"
  local pass
  for pass in plain flat; do
    OMP_THREAD_LIMIT=1 tesseract "$work/$pass.png" - --psm 11 tsv 2>/dev/null |
      awk -F '\t' -v OFS='\t' -v pass="$pass" '$1 == 5 && $12 != "" {
        print pass "." $2 "." $3 "." $4 "." $5, $7 / 2, $8 / 2, $9 / 2, $10 / 2, $12 }'
  done >"$work/words.tsv"
}

# where WORDS [NTH] prints the centre of the NTH place (from 1) that reads WORDS
# at the last look. Case, punctuation and the gaps between words are not
# compared.
where() {
  awk -F '\t' -v want="$1" -v nth="${2:-1}" '
    function plain(s) { s = tolower(s); gsub(/[^a-z0-9]/, "", s); return s }
    function known(a, b, i) {
      for (i = 1; i <= found; i++) if ((a - cx[i]) ^ 2 + (b - cy[i]) ^ 2 < 144) return 1
      return 0
    }
    BEGIN { want = plain(want) }
    plain($6) != "" { m++; line[m] = $1; x[m] = $2; y[m] = $3; wide[m] = $4; high[m] = $5; word[m] = plain($6) }
    END {
      for (i = 1; want != "" && i <= m; i++) {
        read = ""
        for (e = i; e <= m && line[e] == line[i] && length(read) < length(want); e++) read = read word[e]
        if (read != want) continue
        a = int((x[i] + x[e - 1] + wide[e - 1]) / 2)
        b = int(y[i] + high[i] / 2)
        if (known(a, b)) continue
        cx[++found] = a
        cy[found] = b
        if (found == nth) { print a, b; exit 0 }
      }
      exit 1
    }' "$work/words.tsv"
}

look_for() {
  read_screen
  spot=$(where "$@")
}

# see WORDS [NTH] waits up to about 15 seconds for WORDS and leaves their place in $spot.
see() {
  local tries=6
  until look_for "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "\"$1\" is not to be read on the screen; what is: $(cut -f 6 "$work/words.tsv" | tr '\n' ' ')"
    sleep 0.3
  done
}

# click_text WORDS [NTH] clicks on them.
click_text() {
  see "$@"
  # shellcheck disable=SC2086 # two numbers, split on purpose
  click $spot
}

# click_below WORDS PIXELS clicks under a label: into its field.
click_below() {
  see "$1"
  local x=${spot% *} y=${spot#* }
  click "$x" $((y + $2))
}
