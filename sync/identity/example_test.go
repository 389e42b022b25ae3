package identity_test

import (
	"fmt"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// A host seals an address to the ring of a trust's leads; a lead's device opens
// it with the key that it was granted.
func Example() {
	leads, leadsKey, _ := identity.NewRing(identity.RingLeads, oplog.ID{1})
	laptop := device("a lead's laptop")
	grant, _ := identity.SealRingKey(leadsKey, []identity.Recipient{laptop.Recipient()})

	host := device("a host's computer").ID()
	box, _ := identity.Seal(host, oplog.ClassB, map[uint]string{1: "12 Invented Lane"}, []identity.Recipient{leads.Public})

	key, _ := identity.OpenRingKey(grant, leads, laptop.Key())
	fields, err := identity.Unseal(box, host, key)
	fmt.Println(fields[1], err)

	_, err = identity.Unseal(box, host, device("a stranger's computer").Key())
	fmt.Println(err)
	// Output:
	// 12 Invented Lane <nil>
	// this is sealed for others
}
