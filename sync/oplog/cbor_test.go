package oplog_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

type inner struct {
	Pence int64  `cbor:"1,keyasint"`
	Name  string `cbor:"2,keyasint,omitempty"`
}

// shape has a field of each type that facts use.
type shape struct {
	ID    [4]byte           `cbor:"1,keyasint"`
	N     int               `cbor:"2,keyasint,omitempty"`
	Small uint8             `cbor:"3,keyasint,omitempty"`
	Text  string            `cbor:"4,keyasint,omitempty"`
	Yes   bool              `cbor:"5,keyasint,omitempty"`
	Maybe *int              `cbor:"6,keyasint,omitempty"`
	List  []inner           `cbor:"7,keyasint,omitempty"`
	Map   map[uint16]string `cbor:"8,keyasint,omitempty"`
	Bytes []byte            `cbor:"9,keyasint,omitempty"`
}

func TestMarshalThenUnmarshalGivesTheValueBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Custom(func(t *rapid.T) shape {
			return shape{
				ID:    [4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "id")),
				N:     rapid.Int().Draw(t, "n"),
				Small: rapid.Uint8().Draw(t, "small"),
				Text:  rapid.String().Draw(t, "text"),
				Yes:   rapid.Bool().Draw(t, "yes"),
				Maybe: rapid.Ptr(rapid.Int(), true).Draw(t, "maybe"),
				List: rapid.SliceOf(rapid.Custom(func(t *rapid.T) inner {
					return inner{Pence: rapid.Int64().Draw(t, "pence"), Name: rapid.String().Draw(t, "name")}
				})).Draw(t, "list"),
				Map:   rapid.MapOf(rapid.Uint16(), rapid.String()).Draw(t, "map"),
				Bytes: rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"),
			}
		}).Draw(t, "shape")
		data, err := oplog.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got shape
		if err := oplog.Unmarshal(data, &got); err != nil {
			t.Fatalf("%x: %v", data, err)
		}
		again, err := oplog.Marshal(got)
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("wrote %x, then %x (%v)", data, again, err)
		}
	})
}

func TestUnmarshalTakesOneEncodingOnly(t *testing.T) {
	// {1: h'01020304', 2: 7, 7: [{1: 5}]}
	const good = "a3 01 44 01020304 02 07 07 81 a1 01 05"
	tests := []struct {
		name, hex string
		want      error
	}{
		{"the canonical form", good, nil},
		{"no bytes", "", oplog.ErrDamaged},
		{"cut short", "a3 01 44 01020304 02 07 07 81 a1 01", oplog.ErrDamaged},
		{"bytes after the end", good + "00", oplog.ErrDamaged},
		{"keys out of order", "a2 02 07 01 44 01020304", oplog.ErrDamaged},
		{"a key twice", "a3 01 44 01020304 02 07 02 07", oplog.ErrDamaged},
		{"a number in a longer form", "a2 01 44 01020304 02 1807", oplog.ErrDamaged},
		{"a length in a longer form", "a2 01 5804 01020304 02 07", oplog.ErrDamaged},
		{"a map head in a longer form", "b802 01 44 01020304 02 07", oplog.ErrDamaged},
		{"an indefinite map", "bf 01 44 01020304 ff", oplog.ErrDamaged},
		{"an indefinite string", "a1 01 5f 42 0102 42 0304 ff", oplog.ErrDamaged},
		{"a tag", "a2 01 44 01020304 02 c1 07", oplog.ErrDamaged},
		{"a float", "a2 01 44 01020304 02 f94700", oplog.ErrDamaged},
		{"undefined", "a2 01 44 01020304 06 f7", oplog.ErrDamaged},
		{"a simple value in two bytes", "a2 01 44 01020304 05 f815", oplog.ErrDamaged},
		{"a reserved head", "a2 01 44 01020304 02 1c", oplog.ErrDamaged},
		{"text that is not UTF-8", "a2 01 44 01020304 04 61 ff", oplog.ErrDamaged},
		{"a key that is an array", "a2 01 44 01020304 80 07", oplog.ErrDamaged},
		{"a length beyond the end", "a1 01 5b 7fffffffffffffff", oplog.ErrDamaged},
		{"an array longer than the data", "a2 01 44 01020304 07 99 0fff", oplog.ErrDamaged},
		{"a byte string too short for its field", "a1 01 43 010203", oplog.ErrDamaged},
		{"a byte string too long for its field", "a1 01 45 0102030405", oplog.ErrDamaged},
		{"null for a number", "a2 01 44 01020304 02 f6", oplog.ErrDamaged},
		{"a zero that is left out when written", "a2 01 44 01020304 02 00", oplog.ErrDamaged},
		{"a field that is always written left out", "a1 02 07", oplog.ErrDamaged},
		{"text where bytes belong", "a1 01 64 61626364", oplog.ErrDamaged},
		{"a number too large for its field", "a2 01 44 01020304 03 190100", oplog.ErrDamaged},
		{"a key of a newer Settle", "a2 01 44 01020304 18 63 07", oplog.ErrUnknownField},
		{"a nested key of a newer Settle", "a2 01 44 01020304 07 81 a2 01 05 03 06", oplog.ErrUnknownField},
		{"a text key of a newer Settle", "a2 01 44 01020304 61 6e 07", oplog.ErrUnknownField},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v shape
			if err := oplog.Unmarshal(unhex(t, tt.hex), &v); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestMarshalRefusesWhatTheLogDoesNotHold(t *testing.T) {
	tests := []struct {
		name  string
		value any
		want  error
	}{
		{"a float", 1.5, oplog.ErrDamaged},
		{"text that is not UTF-8", "\xff", oplog.ErrDamaged},
		{"more than an entry", make([]byte, oplog.MaxEntry), oplog.ErrTooLarge},
		{"4,097 items", make([]bool, 4097), oplog.ErrDamaged},
		{"4,096 items", make([]bool, 4096), nil},
		{"a list 17 deep", nested(17), oplog.ErrDamaged},
		{"a list 16 deep", nested(16), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := oplog.Marshal(tt.value)
			if !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			var back any
			if err == nil && oplog.Unmarshal(data, &back) != nil {
				t.Fatal("it does not come back")
			}
		})
	}
	if _, err := oplog.Marshal(func() {}); err == nil {
		t.Fatal("a function was encoded")
	}
}

func nested(depth int) any {
	var v any = []any{}
	for range depth - 1 {
		v = []any{v}
	}
	return v
}

func TestUnmarshalRefusesMoreThanAnEntry(t *testing.T) {
	data := binary.BigEndian.AppendUint32([]byte{0x5a}, oplog.MaxEntry)
	var v []byte
	if err := oplog.Unmarshal(append(data, make([]byte, oplog.MaxEntry)...), &v); !errors.Is(err, oplog.ErrTooLarge) {
		t.Fatal(err)
	}
}

func TestIntegersAtTheirLimits(t *testing.T) {
	for _, n := range []int64{0, 23, 24, 255, 256, 65535, 65536, math.MaxUint32, math.MaxUint32 + 1, math.MaxInt64, -1, -24, -25, -256, -257, math.MinInt64} {
		data, err := oplog.Marshal(n)
		if err != nil {
			t.Fatal(n, err)
		}
		var back int64
		if err := oplog.Unmarshal(data, &back); err != nil || back != n {
			t.Fatal(n, back, err)
		}
	}
}

// TestCheckedAgreesWithALenientDecoder holds Checked against an independent
// judge: bytes are canonical if the library, at its most lenient, decodes them
// and core deterministic encoding gives the same bytes back.
func TestCheckedAgreesWithALenientDecoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data, err := oplog.Marshal(anyValue(3).Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		if n := rapid.IntRange(0, 3).Draw(t, "edits"); n > 0 {
			data = bytes.Clone(data)
			for range n {
				data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		if got, want := oplog.Checked(data) == nil, canonical(data); got != want {
			t.Fatalf("%x: Checked says %v, the library %v", data, got, want)
		}
	})
}

func anyValue(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Int64().AsAny(), rapid.Uint64().AsAny(), rapid.String().AsAny(), rapid.Bool().AsAny(),
		rapid.SliceOfN(rapid.Byte(), 0, 40).AsAny(), rapid.Just[any](nil),
	}
	if depth > 0 {
		leaves = append(leaves,
			rapid.SliceOfN(anyValue(depth-1), 0, 30).AsAny(),
			rapid.MapOfN(rapid.Int32(), anyValue(depth-1), 0, 5).AsAny(),
			rapid.MapOfN(rapid.StringN(0, 5, 10), anyValue(depth-1), 0, 5).AsAny())
	}
	return rapid.OneOf(leaves...)
}

func canonical(data []byte) bool {
	dec := must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, MapKeyByteString: cbor.MapKeyByteStringAllowed,
		IntDec: cbor.IntDecConvertNone, TagsMd: cbor.TagsForbidden, BigIntDec: cbor.BigIntDecodeValue,
	}.DecMode())
	enc := must(cbor.CoreDetEncOptions().EncMode())
	var v any
	if dec.Unmarshal(data, &v) != nil {
		return false
	}
	again, err := enc.Marshal(v)
	return err == nil && bytes.Equal(again, data) && plain(v)
}

// plain reports whether v has nothing that the log leaves out.
func plain(v any) bool {
	switch v := v.(type) {
	case float32, float64, cbor.SimpleValue:
		return false
	case []any:
		for _, item := range v {
			if !plain(item) {
				return false
			}
		}
	case map[any]any:
		for key, item := range v {
			switch key.(type) {
			case bool, nil:
				return false
			}
			if !plain(key) || !plain(item) {
				return false
			}
		}
	}
	return true
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(must(oplog.Marshal(shape{N: 7, List: []inner{{Pence: 5}}})))
	f.Add([]byte{0xbf, 0xff})
	f.Add([]byte(strings.Repeat("\x81", 40)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v shape
		if oplog.Unmarshal(data, &v) != nil {
			return
		}
		again, err := oplog.Marshal(v)
		if err != nil || !bytes.Equal(again, data) {
			t.Fatal(cmp.Diff(data, again), err)
		}
	})
}

func FuzzChecked(f *testing.F) {
	f.Add(must(oplog.Marshal(map[string]any{"a": []any{1, -1, true, nil, []byte{1}}, "b": "é"})))
	f.Add([]byte{0xa1, 0x42, 0x01, 0x02, 0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0xf8, 0x14})
	f.Fuzz(func(t *testing.T, data []byte) {
		if oplog.Checked(data) == nil && !canonical(data) {
			t.Fatalf("%x is taken for canonical", data)
		}
	})
}
