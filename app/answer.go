package app

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/xwidget"
)

// answer gives each line of asks back as an answer once the window has dealt with all that was done to it before: keys
// and clicks are handled, what they led to is loaded, and that is painted. A script that drives the window waits so.
func (a *App) answer(asks io.Reader, answers io.Writer) {
	lines := bufio.NewScanner(asks)
	for lines.Scan() {
		settled := make(chan struct{})
		xwidget.Enter(func() { a.onceSettled(func() { close(settled) }) })
		<-settled
		if _, err := fmt.Fprintln(answers, lines.Text()); err != nil {
			return // nobody listens any more
		}
	}
}

// settledFrames is how many frames in a row must find nothing under way. Each frame handles what was typed and clicked,
// then calls animations, then paints: the first may begin in the middle of one, the last calls before it paints.
const settledFrames = 3

// onceSettled calls f when nothing is under way any more and the frames since were painted. An animation is how Fyne
// calls back at each frame.
func (a *App) onceSettled(f func()) {
	quiet := 0
	frames := fyne.NewAnimation(time.Second, nil)
	frames.RepeatCount = fyne.AnimationRepeatForever
	frames.Tick = func(float32) {
		quiet++
		if a.work.Busy() {
			quiet = 0
		}
		if quiet == settledFrames {
			frames.Stop()
			f()
		}
	}
	frames.Start()
}
