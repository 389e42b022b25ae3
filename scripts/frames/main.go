// Frames counts how many different pictures a virtual screen shows in a second, for scripts/bench.sh.
//
//	frames FILE SECONDS LEFT TOP HEIGHT
//
// FILE is the screen that Xvfb keeps with its option -fbdir, in the X window dump format. Frames looks at a strip of it,
// 32 pixels wide, some five hundred times a second, and prints the pictures shown a second between the first change and
// the last. It asks nothing of the program that draws.
package main

import (
	"fmt"
	"hash/maphash"
	"os"
	"strconv"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 5 {
		return fmt.Errorf("frames takes a file, seconds, and the left, top and height of a strip")
	}
	var n [4]int
	for i, a := range args[1:] {
		v, err := strconv.Atoi(a)
		if err != nil || v < 0 {
			return fmt.Errorf("%q is not a number of seconds or pixels", a)
		}
		n[i] = v
	}
	f, err := os.Open(args[0])
	if err != nil {
		return fmt.Errorf("the screen cannot be read: %w", err)
	}
	defer func() { _ = f.Close() }()
	s, err := newScreen(f)
	if err != nil {
		return err
	}
	rate, err := s.watch(strip{n[1], n[2], n[3]}, time.Duration(n[0])*time.Second)
	if err != nil {
		return err
	}
	fmt.Printf("%.1f\n", rate)
	return nil
}

// strip is where frames are looked for, in pixels.
type strip struct{ left, top, height int }

const (
	stripWidth = 32
	// everyLine of a strip is enough to see that rows moved.
	everyLine = 8
	between   = 2 * time.Millisecond
)

// watch counts the pictures that a strip shows, and answers with their number a second.
func (s *screen) watch(at strip, lasting time.Duration) (float64, error) {
	seed := maphash.MakeSeed()
	line := make([]byte, stripWidth*s.pixel)
	look := func() (uint64, error) {
		var h maphash.Hash
		h.SetSeed(seed)
		for y := at.top; y < at.top+at.height; y += everyLine {
			if err := s.read(line, at.left, y); err != nil {
				return 0, err
			}
			_, _ = h.Write(line)
		}
		return h.Sum64(), nil
	}
	first, err := look()
	if err != nil {
		return 0, err
	}
	c := counter{shown: first, seen: first}
	tick := time.NewTicker(between)
	defer tick.Stop()
	for began := time.Now(); time.Since(began) < lasting; <-tick.C {
		picture, err := look()
		if err != nil {
			return 0, err
		}
		c.see(picture, time.Since(began))
	}
	return c.rate(), nil
}
