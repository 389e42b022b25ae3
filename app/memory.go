package app

import (
	"context"
	"runtime/debug"
)

// giveBack returns to the system, once the first page stands, what opening took and nobody needs any more: reading the
// fonts and the reference data leaves as much behind as it keeps. A window stands open all day beside other programs.
func (a *App) giveBack() {
	a.onceSettled(func() { a.work.Start(func(context.Context) { debug.FreeOSMemory() }) })
}
