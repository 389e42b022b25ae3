package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

const (
	childEnv = "SETTLE_TEST_CHILD" // what the child does
	dirEnv   = "SETTLE_TEST_DIR"
)

// child is the test binary as another process.
func child(act string) int {
	s, err := sqlite.Open(context.Background(), os.Getenv(dirEnv), sqlite.Options{})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	switch act {
	case "act":
		err = actForEver(s)
	case "act-once":
		_, err = s.Do(context.Background(), pair())
	case "act-often":
		for range oftenActs {
			_, actErr := s.Do(context.Background(), pair())
			err = errors.Join(err, actErr)
		}
	}
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	if err := s.Close(); err != nil {
		fmt.Println("error", err)
		return 1
	}
	return 0
}

// oftenActs is how many acts "act-often" does.
const oftenActs = 25

// pair is an act of two entries: both are there, or neither.
func pair() marketplace.Command {
	return marketplace.Batch{Commands: []marketplace.Command{
		marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"},
		marketplace.AddHome{LodgerLimit: 2, Address: "2 Mill Lane"},
	}}
}

// actForEver says how far the log reached when it was opened, and then each time how far an act brought it.
func actForEver(s *sqlite.Store) error {
	v, err := s.Vector(context.Background())
	if err != nil {
		return err
	}
	fmt.Println("opened", v.Entries())
	for {
		r, err := s.Do(context.Background(), pair())
		if err != nil {
			return err
		}
		fmt.Println("acknowledged", r.Refs[1].Seq)
	}
}

const (
	kills    = 1000
	folders  = 4 // side by side: a child waits for the disk more than for the processor
	killSeed = 20261207
)

// TestKilled kills a process that acts, a thousand times, at moments of chance, and finds in the same folder, each time,
// every act that was acknowledged and no half act.
func TestKilled(t *testing.T) {
	for n := range folders {
		t.Run(fmt.Sprint("folder ", n+1), func(t *testing.T) {
			t.Parallel()
			killOften(t, uint64(n), kills/folders)
		})
	}
}

func killOften(t *testing.T, seed uint64, times int) {
	dir := t.TempDir()
	s := foundIn(t, dir, &clock{time.Now()})
	base := length(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	k := killing{t: t, dir: dir, random: rand.New(rand.NewPCG(killSeed, seed)), base: base, known: base}
	for k.round = range times {
		k.once()
	}
	if k.opened < times/4 || k.acts < times/4 {
		t.Fatalf("of %d children %d got as far as to open the store and %d acts were acknowledged: too few to show anything", times, k.opened, k.acts)
	}
	k.finish()
}

type killing struct {
	t            *testing.T
	dir          string
	random       *rand.Rand
	round        int
	base, known  uint64 // the log's length at first, and as last acknowledged
	opened, acts int
	life         time.Duration // how long a child lives at most
	started      time.Time
}

// Bounds of a child's life. Within them it follows this machine: some children are to be killed while they open the
// store, and some when they have acted a few times.
const (
	shortestLife = 20 * time.Millisecond
	longestLife  = 2 * time.Second
	actsInLife   = 4
)

// lifetime is a moment of chance at which the next child is killed.
func (k *killing) lifetime() time.Duration {
	if k.life == 0 {
		return longestLife / 4 // the first child gives a measure
	}
	return time.Duration(k.random.Int64N(int64(k.life)))
}

// learn lengthens the lives of the next children where one died before it had the store open, and shortens them where
// one has acted enough, so that about as many die sooner as later however busy this machine is.
func (k *killing) learn(opened bool, acts int) {
	switch {
	case k.life == 0:
		k.life = time.Since(k.started) / 8 // the first child's whole life
	case !opened:
		k.life += k.life / 16
	case acts >= actsInLife:
		k.life -= k.life / 32
	}
	k.life = min(max(k.life, shortestLife), longestLife)
}

func (k *killing) once() {
	cmd := childCommand("act", k.dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	k.started = time.Now()
	timer := time.AfterFunc(k.lifetime(), func() {
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			k.t.Error(err)
		}
	})
	k.read(out)
	timer.Stop()
	if err := cmd.Wait(); err == nil {
		k.t.Fatalf("round %d: the child ended by itself", k.round)
	}
}

// read follows the child until it is dead.
func (k *killing) read(out io.Reader) {
	lines := bufio.NewReader(out)
	opened, acts := false, 0
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			k.learn(opened, acts)
			return // the line that the kill cut off acknowledges nothing
		}
		what, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		seq, err := strconv.ParseUint(number, 10, 64)
		switch {
		case err == nil && what == "opened":
			k.checkOpened(seq)
			opened = true
		case err == nil && what == "acknowledged":
			k.known = seq
			k.acts++
			acts++
		default:
			k.t.Fatalf("round %d: the child says %q", k.round, line)
		}
	}
}

func (k *killing) checkOpened(seq uint64) {
	k.opened++
	switch {
	case seq < k.known:
		k.t.Fatalf("round %d: entry %d was acknowledged, and the log ends at %d", k.round, k.known, seq)
	case (seq-k.base)%2 != 0:
		k.t.Fatalf("round %d: the log ends at %d, in the middle of an act", k.round, seq)
	}
	k.known = seq
}

// finish looks at the whole once more.
func (k *killing) finish() {
	s, err := sqlite.Open(context.Background(), k.dir, sqlite.Options{})
	if err != nil {
		k.t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Vector(context.Background())
	if err != nil {
		k.t.Fatal(err)
	}
	k.checkOpened(v.Entries())
	homes, err := s.Homes(context.Background())
	if err != nil || uint64(len(homes)) != v.Entries()-k.base {
		k.t.Fatalf("there are %d homes for %d entries (%v)", len(homes), v.Entries()-k.base, err)
	}
	before := digest(k.t, s)
	if err := s.Rebuild(context.Background()); err != nil {
		k.t.Fatal(err)
	}
	if after := digest(k.t, s); after != before {
		k.t.Fatalf("a rebuild from the log gives another digest")
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		k.t.Fatalf("verify: %v %q", err, report.Problems)
	}
}
