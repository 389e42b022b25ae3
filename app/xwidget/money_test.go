package xwidget_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/app/xwidget"
)

func TestParsePounds(t *testing.T) {
	tests := []struct {
		in   string
		want int64
		err  error
	}{
		{"118.52", 11852, nil},
		{"£118.52", 11852, nil},
		{" £ 118.5 ", 11850, nil},
		{"1,200", 120000, nil},
		{"1,200.05", 120005, nil},
		{"0", 0, nil},
		{"0.99", 99, nil},
		{"9,999,999.99", xwidget.MaxPence, nil},
		{"0000000000095", 9500, nil},
		{"", 0, xwidget.ErrNoAmount},
		{"£", 0, xwidget.ErrNoAmount},
		{"12,00", 0, xwidget.ErrBadAmount},
		{"1200,000", 0, xwidget.ErrBadAmount},
		{"1.234", 0, xwidget.ErrBadAmount},
		{"1.", 0, xwidget.ErrBadAmount},
		{".5", 0, xwidget.ErrBadAmount},
		{"-5", 0, xwidget.ErrBadAmount},
		{"1e5", 0, xwidget.ErrBadAmount},
		{"ten", 0, xwidget.ErrBadAmount},
		{"١٢", 0, xwidget.ErrBadAmount},
		{"£££5", 0, xwidget.ErrBadAmount},
		{"1.2.3", 0, xwidget.ErrBadAmount},
		{"10000000", 0, xwidget.ErrTooMuch},
		{strings.Repeat("9", 400), 0, xwidget.ErrBadAmount},
	}
	for _, tc := range tests {
		t.Run(tc.in, func(t *testing.T) {
			got, err := xwidget.ParsePounds(tc.in)
			if got != tc.want || !errors.Is(err, tc.err) {
				t.Errorf("got %d, %v; want %d, %v", got, err, tc.want, tc.err)
			}
		})
	}
}

func TestPoundsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Int64Range(0, xwidget.MaxPence).Draw(t, "pence")
		got, err := xwidget.ParsePounds(xwidget.FormatPounds(p))
		if err != nil || got != p {
			t.Fatalf("%d is written %q and read %d, %v", p, xwidget.FormatPounds(p), got, err)
		}
	})
	if s := xwidget.FormatPounds(-123456); s != "-£1,234.56" {
		t.Errorf("a debt is written %q", s)
	}
	if s := xwidget.FormatCount(-1234567); s != "-1,234,567" {
		t.Errorf("a count is written %q", s)
	}
}

func FuzzParsePounds(f *testing.F) {
	for _, s := range []string{"118.52", "£1,200", "", "9,999,999.99", "1,2", "."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := xwidget.ParsePounds(s)
		if err == nil && (p < 0 || p > xwidget.MaxPence) {
			t.Errorf("%q is read as %d pence", s, p)
		}
	})
}
