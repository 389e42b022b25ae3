package ui

import (
	"context"
	"sync/atomic"

	"settle.example/settle/app/xwidget"
)

// Long runs something that takes a while beside the UI, with a panel in the corner that says how far it has got and
// can cancel it. It goes on while the person visits other pages. What ended says has failed goes once it is tried again.
func (s *Shell) Long(title string, run func(ctx context.Context, progress func(done, total int)) error, ended func(error)) {
	ctx, cancel := context.WithCancel(s.o.Work.ctx)
	if forget := s.over.failed[title]; forget != nil {
		forget()
		delete(s.over.failed, title)
	}
	panel := xwidget.NewProgressPanel(title, cancel)
	s.over.toasts.Pin(panel)
	s.o.Work.start(ctx, func(ctx context.Context) {
		defer cancel()
		err := run(ctx, s.reporter(panel))
		s.o.Work.Deliver(func() {
			panel.Finish()
			s.over.toasts.Unpin(panel)
			if ended != nil {
				s.over.job = title
				ended(err)
				s.over.job = ""
			}
		})
	})
}

// reporter carries progress to the panel. It may be called as often as one likes: what the panel has not shown yet is
// overtaken by what comes after it.
func (s *Shell) reporter(panel *xwidget.ProgressPanel) func(done, total int) {
	var latest atomic.Pointer[[2]int]
	return func(done, total int) {
		if latest.Swap(&[2]int{done, total}) != nil {
			return // the panel has yet to fetch the one before, and will find this
		}
		s.o.Work.Deliver(func() {
			if p := latest.Swap(nil); p != nil {
				panel.SetProgress(p[0], p[1])
			}
		})
	}
}
