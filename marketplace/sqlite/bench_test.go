package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
)

// BenchmarkAct is one small act from command to commit, with the disk's flush.
func BenchmarkAct(b *testing.B) {
	s, _ := found(b)
	home := do(b, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	ctx := context.Background()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if _, err := s.Do(ctx, marketplace.ChangeHome{Home: home, LodgerLimit: 1 + n%2, Address: "1 Mill Lane, Guildford"}); err != nil {
			b.Fatal(err)
		}
	}
}
