package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/marketplace"
)

// dropped gives files that were dropped on the window to the page. Of an invitation the shell says itself what to do:
// no page of a computer that takes part has a use for it.
func (s *Shell) dropped(files []fyne.URI) {
	if len(files) != 1 || files[0].Scheme() != "file" || s.o.Invitation == nil {
		s.hand(files)
		return
	}
	Load(s.o.Work, &s.falling, func(context.Context) (struct{}, error) { return struct{}{}, s.o.Invitation(files[0].Path()) },
		func(_ struct{}, err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			s.hand(files)
		})
}

// hand gives files to the page, or says which pages take some.
func (s *Shell) hand(files []fyne.URI) {
	if d, ok := s.screen.(Dropper); ok {
		d.Dropped(files)
		return
	}
	s.Fail(marketplace.Errorf(marketplace.Invalid, "This page takes no files. Drop a spreadsheet on Arrivals, photos on the steps of a room, and a bundle on Sharing."))
}
