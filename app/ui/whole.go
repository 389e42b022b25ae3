package ui

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"settle.example/settle/marketplace"
)

// WriteWhole writes a file beside its place and moves it there whole: where it fails or is cancelled, what was there
// before stays. what names it in the sentence of a failure, such as "The report". It is not for the UI goroutine.
func WriteWhole(ctx context.Context, path, what string, write func(io.Writer) error) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".settle-part-*")
	if err != nil {
		return notWritten(path, what, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part.Name()) // it may be gone already, and the first error is the one to tell
		}
	}()
	err = write(part)
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil && ctx.Err() == nil {
		return notWritten(path, what, err)
	}
	return err
}

func notWritten(path, what string, err error) error {
	e := marketplace.Errorf(marketplace.Unavailable, "%s could not be written to %s. Choose another folder, or free some room on the disk.", what, filepath.Dir(path))
	e.Err = err
	return e
}
