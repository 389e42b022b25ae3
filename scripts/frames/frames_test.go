package main

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"
)

func TestCounter(t *testing.T) {
	const look = 2 * time.Millisecond
	type shows struct {
		picture uint64
		looks   int
	}
	for _, tc := range []struct {
		name   string
		shows  []shows
		frames int
		rate   float64
	}{
		{"nothing moves", []shows{{1, 500}}, 0, 0},
		{"one change", []shows{{1, 10}, {2, 10}}, 1, 0},
		{"fifty a second", []shows{{1, 10}, {2, 10}, {3, 10}, {4, 10}, {5, 10}}, 4, 50},
		{"a picture half copied", []shows{{1, 10}, {9, 1}, {2, 9}, {8, 1}, {3, 9}}, 2, 50},
		{"back to what was there", []shows{{1, 10}, {2, 10}, {1, 10}}, 2, 50},
		{"a flicker", []shows{{1, 10}, {9, 1}, {1, 10}}, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, at := counter{shown: 1, seen: 1}, time.Duration(0)
			for _, s := range tc.shows {
				for range s.looks {
					c.see(s.picture, at)
					at += look
				}
			}
			if c.frames != tc.frames || c.rate() != tc.rate {
				t.Errorf("%d frames, %v a second; want %d, %v", c.frames, c.rate(), tc.frames, tc.rate)
			}
		})
	}
}

// dump is a screen of 40 × 2 pixels with one colour.
func dump(order binary.ByteOrder) []byte {
	head := make([]byte, 4*headerNumbers+8+colourBytes)
	for i, v := range map[int]uint32{0: 108, 1: 7, 4: 40, 5: 2, 11: 32, 12: 160, 19: 1} {
		order.PutUint32(head[4*i:], v)
	}
	return append(head, bytes.Repeat([]byte{1, 2, 3, 4}, 80)...)
}

func TestScreen(t *testing.T) {
	for name, order := range map[string]binary.ByteOrder{"big endian": binary.BigEndian, "little endian": binary.LittleEndian} {
		t.Run(name, func(t *testing.T) {
			s, err := newScreen(bytes.NewReader(dump(order)))
			if err != nil {
				t.Fatal(err)
			}
			line := make([]byte, 8)
			if err := s.read(line, 38, 1); err != nil || !bytes.Equal(line, []byte{1, 2, 3, 4, 1, 2, 3, 4}) {
				t.Errorf("the last pixels are %v (%v)", line, err)
			}
			for _, at := range [][2]int{{39, 1}, {0, 2}, {-1, 0}} {
				if err := s.read(line, at[0], at[1]); err == nil {
					t.Errorf("%v was read", at)
				}
			}
		})
	}
	if _, err := newScreen(bytes.NewReader(make([]byte, 200))); err == nil {
		t.Error("a file of zeros is a screen")
	}
	if _, err := newScreen(bytes.NewReader(nil)); err == nil {
		t.Error("an empty file is a screen")
	}
}

// FuzzScreen: no header makes it read outside its file or fail other than with an error.
func FuzzScreen(f *testing.F) {
	f.Add(dump(binary.BigEndian), 0, 0)
	f.Fuzz(func(t *testing.T, b []byte, x, y int) {
		if s, err := newScreen(bytes.NewReader(b)); err == nil {
			_ = s.read(make([]byte, stripWidth*s.pixel), x, y)
		}
	})
}
