package replication

import (
	"context"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
)

// book keeps the addresses of other machines in the store.
type book struct{ store *sqlite.Store }

var _ gossip.AddressBook = book{}

// Load implements gossip.AddressBook.
func (b book) Load(ctx context.Context) ([]gossip.Address, error) {
	kept, err := b.store.Addresses(ctx)
	all := make([]gossip.Address, len(kept))
	for i, a := range kept {
		all[i] = gossip.Address{Device: a.Device, Address: a.Address, AlwaysOn: a.AlwaysOn, Seen: a.At}
	}
	return all, err
}

// Save implements gossip.AddressBook.
func (b book) Save(ctx context.Context, all []gossip.Address) error {
	kept := make([]sqlite.Address, len(all))
	for i, a := range all {
		kept[i] = sqlite.Address{Device: a.Device, Address: a.Address, AlwaysOn: a.AlwaysOn, At: a.Seen}
	}
	return b.store.SaveAddresses(ctx, kept)
}
