# shellcheck shell=bash
# Reading what stands on the screen, so that the scripts notice when the words
# that a person must see are not there. Sourced; brings xvfb.sh with it.

# shellcheck source=scripts/xvfb.sh
. "$(dirname "${BASH_SOURCE[0]}")/xvfb.sh"

# read_screen writes the words on the screen to $work/words.tsv, one a line:
# the line of text it belongs to, and the word. It reads twice, the second time
# with every ground taken away (what differs from its surroundings turns black
# on white): dark words on a bright button beside pale words on a dark page are
# lost to a single threshold.
read_screen() {
  import -window root -colorspace gray "$work/look.png"
  convert "$work/look.png" -resize 200% "$work/plain.png"
  convert "$work/look.png" \( +clone -sample 25% -statistic Median 15x5 -sample '400%' \) \
    -compose difference -composite -negate -normalize -resize 200% "$work/flat.png"
  local pass
  for pass in plain flat; do
    OMP_THREAD_LIMIT=1 tesseract "$work/$pass.png" - --psm 11 tsv 2>/dev/null |
      awk -F '\t' -v OFS='\t' -v pass="$pass" '$1 == 5 && $12 != "" {
        print pass "." $2 "." $3 "." $4 "." $5, $12 }'
  done >"$work/words.tsv"
}

# reads WORDS tells whether they stood on the screen at the last look. Case,
# punctuation and the gaps between words are not compared.
reads() {
  awk -F '\t' -v want="$1" '
    function plain(s) { s = tolower(s); gsub(/[^a-z0-9]/, "", s); return s }
    plain($2) != "" { m++; line[m] = $1; word[m] = plain($2) }
    END {
      want = plain(want)
      for (i = 1; want != "" && i <= m; i++) {
        read = ""
        for (e = i; e <= m && line[e] == line[i] && length(read) < length(want); e++) read = read word[e]
        if (read == want) exit 0
      }
      exit 1
    }' "$work/words.tsv"
}

# see WORDS… fails unless all of them are on the screen: it looks six times.
see() {
  local tries=6 words missing=start
  while [ -n "$missing" ]; do
    tries=$((tries - 1))
    [ "$tries" -ge 0 ] || fail "\"$missing\" is not to be read on the screen; what is: $(cut -f 2 "$work/words.tsv" | tr '\n' ' ')"
    read_screen
    missing=
    for words in "$@"; do
      reads "$words" || missing=$words
    done
  done
}
