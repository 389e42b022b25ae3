package gossip

import (
	"context"
	"time"

	"settle.example/settle/sync/oplog"
)

// Address is where a device can be dialled, and what is known of it.
type Address struct {
	Device   oplog.DeviceID // zero: whoever answers there
	Address  string         // host:port; empty: seen, but not known where
	AlwaysOn bool           // up day and night, by its own word
	Seen     time.Time      // when it was last connected with; zero: never
}

// AddressBook keeps addresses between runs, so that machines find one another
// again without anybody's help.
type AddressBook interface {
	// Load returns what Save was last given.
	Load(ctx context.Context) ([]Address, error)
	// Save replaces all that is kept: at most 1,024 addresses.
	Save(ctx context.Context, all []Address) error
}

// maxBook bounds the address book.
const maxBook = 1024

// keepBook saves the addresses now and then, and at the end.
func (n *Node) keepBook() {
	save := func() {
		all, changed := n.peers.addresses()
		if !changed {
			return
		}
		// The disk may be slow and the end near, but what is written is small.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(n.ctx), 10*time.Second)
		defer cancel()
		if err := n.config.Book.Save(ctx, all); err != nil {
			n.peers.unsaved()
			n.counters.bookErrors.Add(1)
		}
	}
	tick := time.NewTicker(n.config.Pace.Save)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			save()
		case <-n.ctx.Done():
			save()
			return
		}
	}
}
