// Settle is the desktop: capped-rent rooms and a welcome for colleagues who arrive from overseas.
package main

import (
	_ "embed"
	"errors"
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
	o := app.Options{Size: app.FirstSize(), Ended: func() { os.Exit(0) }}
	paint := flag.Bool("exit-after-paint", false, "print the milliseconds to the first page and end")
	answer := flag.Bool("answer", false, "give back each line of standard input once all that was done before is on the screen")
	flag.StringVar(&o.Data, "data", "", "the data `folder` (default: where this computer keeps application data)")
	flag.StringVar(&o.Theme, "theme", "", "light or dark (default: as chosen on this computer)")
	flag.StringVar(&o.Route, "route", "", "the `page` to start at, such as find")
	flag.Func("now", "the time in a rehearsal `system`, as 2027-01-05T09:00:00Z", func(s string) (err error) {
		if o.Now, err = time.Parse(time.RFC3339, s); err != nil {
			err = errors.New("write it as 2027-01-05T09:00:00Z")
		}
		return err
	})
	flag.Func("size", "the window's first `size` (default 1280x800, or what the screen has room for)", func(s string) error {
		if _, err := fmt.Sscanf(s, "%fx%f", &o.Size.Width, &o.Size.Height); err != nil || min(o.Size.Width, o.Size.Height) < 320 {
			return errors.New("write width and height, as 1280x800")
		}
		return nil
	})
	flag.Parse()

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
