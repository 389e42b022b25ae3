// Settle is the desktop: capped-rent rooms and a welcome for colleagues who arrive from overseas.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	fyneapp "fyne.io/fyne/v2/app"

	"settle.example/settle/app"
)

//go:embed FyneApp.toml
var metadata string

func main() {
	started := time.Now()
	if os.Getenv("GOGC") == "" {
		// A window stands open all day beside other programs: memory counts for more than collecting twice as often.
		debug.SetGCPercent(50)
	}
	o := app.Options{Ended: func() { os.Exit(0) }}
	now := flag.String("now", "", "the time in a rehearsal `system`, as 2027-01-05T09:00:00Z")
	size := flag.String("size", "1280x800", "the window's first `size`")
	paint := flag.Bool("exit-after-paint", false, "print the milliseconds to the first page and end")
	answer := flag.Bool("answer", false, "give back each line of standard input once all that was done before is on the screen")
	flag.StringVar(&o.Data, "data", "", "the data `folder` (default: where this computer keeps application data)")
	flag.StringVar(&o.Theme, "theme", "", "light or dark (default: as chosen on this computer)")
	flag.StringVar(&o.Route, "route", "", "the `page` to start at, such as find")
	flag.Parse()

	if _, err := fmt.Sscanf(*size, "%fx%f", &o.Width, &o.Height); err != nil || o.Width < 320 || o.Height < 320 {
		fail("The size %q is not one: write width and height, as 1280x800.", *size)
	}
	if *now != "" {
		t, err := time.Parse(time.RFC3339, *now)
		if err != nil {
			fail("The time %q is not one: write it as 2027-01-05T09:00:00Z.", *now)
		}
		o.Now = t
	}
	fyneapp.SetMetadata(app.Metadata(metadata))
	f := fyneapp.New()
	if *paint {
		o.Painted = func() {
			fmt.Println(time.Since(started).Milliseconds())
			f.Quit()
		}
	}
	if *answer {
		o.Asks, o.Answers = os.Stdin, os.Stdout
	}
	app.New(f, o).Run()
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(2)
}
