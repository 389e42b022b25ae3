package oplog_test

import (
	"testing"

	"settle.example/settle/sync/oplog"
)

// BenchmarkVerifyRuns checks 20,000 entries of about 300 bytes, in runs of up to
// 64 KiB as a fresh node does, on one core.
func BenchmarkVerifyRuns(b *testing.B) {
	const entries = 20_000
	l := newLog(b, "bench", oplog.Hash{1})
	var runs [][]byte
	first := uint64(1)
	for first <= entries {
		batch := make([]oplog.Draft, 100)
		for i := range batch {
			batch[i] = draft()
		}
		l.write(batch...)
		runs = append(runs, must(l.run(first, first+99).MarshalBinary()))
		first += 100
	}
	bytes := 0
	for _, r := range runs {
		bytes += len(r)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		tip := oplog.Tip{}
		for _, data := range runs {
			var run oplog.Run
			if err := run.UnmarshalBinary(data); err != nil {
				b.Fatal(err)
			}
			v, err := oplog.VerifyRun(l.system, tip, &run)
			if err != nil {
				b.Fatal(err)
			}
			tip = v.Tip
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/entries, "ns/entry")
	b.ReportMetric(float64(bytes)/entries, "bytes/entry")
}

func BenchmarkEntry(b *testing.B) {
	l := newLog(b, "bench", oplog.Hash{1})
	l.write(draft())
	link := l.links[0]
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		buf := make([]byte, 0, 1024)
		for range b.N {
			if _, err := link.AppendBody(buf); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(link.Body)))
		for range b.N {
			if _, err := oplog.DecodeBody(link.Position, link.Body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hash", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if link.Position.Hash(link.Body) != link.Hash {
				b.Fatal("hash")
			}
		}
	})
	head := must(oplog.SignHead(l.key, 1, link.Hash))
	b.Run("signature", func(b *testing.B) {
		for range b.N {
			if err := head.Verify(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFacts(b *testing.B) {
	type room struct {
		Home    [16]byte `cbor:"1,keyasint"`
		Outcode string   `cbor:"2,keyasint,omitempty"`
		Pence   int64    `cbor:"3,keyasint,omitempty"`
		From    int32    `cbor:"4,keyasint,omitempty"`
		Has     []uint8  `cbor:"5,keyasint,omitempty"`
		Shared  bool     `cbor:"6,keyasint,omitempty"`
		Notice  *int     `cbor:"7,keyasint,omitempty"`
	}
	data := must(oplog.Marshal(room{Home: [16]byte{9}, Outcode: "GU2", Pence: 11771, From: 20611, Has: []uint8{1, 2}, Shared: true}))
	b.Run("marshal", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, err := oplog.Marshal(room{Home: [16]byte{9}, Outcode: "GU2"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("unmarshal", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			var r room
			if err := oplog.Unmarshal(data, &r); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkVectorDigest(b *testing.B) {
	v := oplog.VersionVector{}
	for i := range 1000 {
		v[oplog.DeviceID{byte(i), byte(i >> 8)}] = uint64(i + 1)
	}
	for range b.N {
		v.Digest()
	}
}
