package oplog

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Modes of the CBOR library. They are built from constants: a test builds them,
// so the panic on a wrong option cannot reach a person.
var (
	encMode = must(func() cbor.EncOptions {
		o := cbor.CoreDetEncOptions()
		o.TagsMd = cbor.TagsForbidden
		return o
	}().EncMode())
	decMode = must(cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		MaxNestedLevels:   maxDepth,
		MaxArrayElements:  maxElements,
		MaxMapPairs:       maxElements,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		FieldNameMatching: cbor.FieldNameMatchingCaseSensitive,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode())
)

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err)
	}
	return mode
}

// Marshal encodes v in the log's CBOR: the form of an entry's facts. Give structs
// integer keys, `cbor:"1,keyasint,omitempty"`. It refuses what the log does not
// hold (floats, tags, text that is not UTF-8) and more than [MaxEntry] bytes.
func Marshal(v any) ([]byte, error) {
	b, err := encMode.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	if len(b) > MaxEntry {
		return nil, ErrTooLarge
	}
	if err := Checked(b); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return b, nil
}

// Unmarshal decodes what [Marshal] wrote into v, a pointer. It matches
// ErrUnknownField when a struct lacks a key that data has, ErrTooLarge over
// [MaxEntry] bytes, and ErrDamaged for anything that Marshal would not have written
// of the same value: v's bytes are these and no others. After an error v is
// partly filled and means nothing.
func Unmarshal(data []byte, v any) error {
	if len(data) > MaxEntry {
		return ErrTooLarge
	}
	if err := Checked(data); err != nil {
		return err
	}
	if err := decMode.Unmarshal(data, v); err != nil {
		if unknown := (*cbor.UnknownFieldError)(nil); errors.As(err, &unknown) {
			return ErrUnknownField
		}
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	// The library fills a short byte string up with zeros and takes null for a
	// number; encoding again refuses these and all else that is not exact.
	if again, err := encMode.Marshal(v); err != nil || !bytes.Equal(again, data) {
		return damaged("not the form in which this value is written")
	}
	return nil
}
