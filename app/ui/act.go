package ui

import (
	"context"

	"settle.example/settle/marketplace"
)

// Act does a command beside the UI; a refusal is shown as its sentence.
func (s *Shell) Act(c marketplace.Command, toast string, done func(marketplace.Receipt)) {
	s.Try(c, toast, done, s.Fail)
}

// Try does a command beside the UI; a refusal goes to failed. The toast offers Undo where the act has an inverse: an
// undo is a new act, never a delayed save.
func (s *Shell) Try(c marketplace.Command, toast string, done func(marketplace.Receipt), failed func(error)) {
	s.o.Work.Start(func(ctx context.Context) {
		receipt, err := s.o.Store.Do(ctx, c)
		s.o.Work.Deliver(func() {
			if err != nil {
				failed(err)
				return
			}
			if toast != "" {
				s.Toast(toast, s.undo(c, receipt))
			}
			if done != nil {
				done(receipt)
			}
		})
	})
}

func (s *Shell) undo(c marketplace.Command, r marketplace.Receipt) func() {
	inverse, ok := marketplace.Undo(c, r)
	if !ok {
		return nil
	}
	return func() { s.Act(inverse, "Undone.", nil) }
}
