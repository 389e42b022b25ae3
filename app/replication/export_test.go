package replication

import (
	"bufio"
	"bytes"
	"context"
	"time"

	"settle.example/settle/marketplace/sqlite"
)

// ImportPlain takes in a bundle as it is before it is encrypted.
func ImportPlain(ctx context.Context, store *sqlite.Store, plain []byte) (Imported, error) {
	r := bufio.NewReader(bytes.NewReader(plain))
	c, err := readContents(r)
	if err != nil {
		return Imported{}, err
	}
	i := importer{ctx: ctx, store: store, r: r}
	i.done.Contents = c
	err = i.run()
	return i.done, err
}

// Copied is Status.copied.
func Copied(s Status, due sqlite.Renewal, twin, now time.Time) bool { return s.copied(due, twin, now) }
