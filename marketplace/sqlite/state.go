package sqlite

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
)

// stateOf is the hash of what an aggregate's entries come to: the folded value, and which entries are not in effect
// and why. Two replicas that hold the same entries have the same; the order of arrival, row ids and private parts have
// no part in it. Entries whose time has not come are left out; where there are no others the answer is nil.
func stateOf(kind marketplace.AggregateKind, value any, all []stored, outcomes []verdict) []byte {
	if !slices.ContainsFunc(all, func(e stored) bool { return !e.ahead() }) {
		return nil
	}
	buf := stateBuffers.Get().(*[]byte)
	defer stateBuffers.Put(buf)
	b := append((*buf)[:0], "settle/state/1"...)
	b = append(b, byte(kind))
	if value != nil {
		b = appendState(b, reflect.ValueOf(value))
	}
	for i, v := range outcomes {
		if v.outcome == marketplace.Applied || all[i].ahead() {
			continue
		}
		b = append(b, all[i].hash[:]...)
		b = append(b, byte(v.outcome))
		b = appendString(b, v.why)
	}
	sum := sha256.Sum256(b)
	*buf = b
	return sum[:]
}

// stateBuffers are used again: what is hashed of an aggregate takes as much memory as all else of its fold.
var stateBuffers = sync.Pool{New: func() any { return new([]byte) }}

// appendState appends a value's fields in their order: integers as varints, text and lists with their length, maps
// sorted by key, pointers with a byte that says whether there is something. Unexported fields count: they decide too.
func appendState(b []byte, v reflect.Value) []byte {
	return encoderOf(v.Type())(b, v)
}

type stateEncoder func(b []byte, v reflect.Value) []byte

var stateEncoders sync.Map // reflect.Type → stateEncoder

// encoderOf builds a type's encoder once: the walk over the types is what reflection is slow at.
func encoderOf(t reflect.Type) stateEncoder {
	if e, ok := stateEncoders.Load(t); ok {
		return e.(stateEncoder)
	}
	e := newEncoder(t)
	stateEncoders.Store(t, e)
	return e
}

func newEncoder(t reflect.Type) stateEncoder {
	switch t.Kind() {
	case reflect.Bool:
		return func(b []byte, v reflect.Value) []byte { return appendBool(b, v.Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) }
	case reflect.String:
		return func(b []byte, v reflect.Value) []byte { return appendString(b, v.String()) }
	case reflect.Struct:
		return structEncoder(t)
	case reflect.Array, reflect.Slice:
		return listEncoder(t)
	case reflect.Map:
		return mapEncoder(t)
	case reflect.Pointer, reflect.Interface:
		return func(b []byte, v reflect.Value) []byte {
			b = appendBool(b, !v.IsNil())
			if v.IsNil() {
				return b
			}
			return appendState(b, v.Elem())
		}
	}
	// A type that the domain does not use: a test walks all of its aggregates.
	return func(b []byte, v reflect.Value) []byte { return appendString(b, fmt.Sprint(v)) }
}

func structEncoder(t reflect.Type) stateEncoder {
	fields := make([]stateEncoder, t.NumField())
	for i := range fields {
		fields[i] = encoderLater(t.Field(i).Type)
	}
	return func(b []byte, v reflect.Value) []byte {
		for i, f := range fields {
			b = f(b, v.Field(i))
		}
		return b
	}
}

// encoderLater is a type's encoder, looked up when it first runs, since a type may hold itself.
func encoderLater(t reflect.Type) stateEncoder {
	encoder := sync.OnceValue(func() stateEncoder { return encoderOf(t) })
	return func(b []byte, v reflect.Value) []byte { return encoder()(b, v) }
}

func listEncoder(t reflect.Type) stateEncoder {
	if t.Kind() == reflect.Array && t.Elem().Kind() == reflect.Uint8 {
		return func(b []byte, v reflect.Value) []byte {
			if v.CanAddr() {
				return append(b, v.Bytes()...)
			}
			for i := range v.Len() {
				b = append(b, byte(v.Index(i).Uint()))
			}
			return b
		}
	}
	element := encoderLater(t.Elem())
	return func(b []byte, v reflect.Value) []byte {
		n := v.Len()
		b = binary.AppendUvarint(b, uint64(n))
		for i := range n {
			b = element(b, v.Index(i))
		}
		return b
	}
}

func mapEncoder(t reflect.Type) stateEncoder {
	return func(b []byte, v reflect.Value) []byte {
		type pair struct {
			key   string
			value reflect.Value
		}
		pairs := make([]pair, 0, v.Len())
		for it := v.MapRange(); it.Next(); {
			pairs = append(pairs, pair{string(encoderOf(t.Key())(nil, it.Key())), it.Value()})
		}
		slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.key, y.key) })
		b = binary.AppendUvarint(b, uint64(len(pairs)))
		for _, p := range pairs {
			b = append(b, p.key...)
			b = encoderOf(t.Elem())(b, p.value)
		}
		return b
	}
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
