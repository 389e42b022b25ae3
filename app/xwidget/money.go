package xwidget

import (
	"errors"
	"strconv"
	"strings"
)

// MaxPence is the most that a money field takes: £9,999,999.99.
const MaxPence = 999_999_999

// Errors of [ParsePounds]; each is a sentence for a person.
var (
	ErrNoAmount  = errors.New("Enter an amount in pounds, such as 118.52.")                    //nolint:staticcheck // shown as it is
	ErrBadAmount = errors.New("Enter an amount in pounds and pence, such as 118.52 or 1,200.") //nolint:staticcheck // shown as it is
	ErrTooMuch   = errors.New("Enter an amount below £10,000,000.")                            //nolint:staticcheck // shown as it is
)

// ParsePounds reads an amount in pounds as pence. It accepts a pound sign,
// spaces around it, commas between groups of three digits, and one or two
// digits of pence: "118.52", "£118.5", "1,200".
func ParsePounds(s string) (int64, error) {
	s = strings.TrimSpace(s)
	s = strings.TrimSpace(strings.TrimPrefix(s, "£"))
	if s == "" {
		return 0, ErrNoAmount
	}
	whole, pence, hasPence := strings.Cut(s, ".")
	digits, ok := ungroup(whole)
	if !ok || hasPence && (pence == "" || len(pence) > 2 || !allDigits(pence)) {
		return 0, ErrBadAmount
	}
	if len(strings.TrimLeft(digits, "0")) > 7 {
		return 0, ErrTooMuch
	}
	pounds, _ := strconv.ParseInt(digits, 10, 64)
	if len(pence) == 1 {
		pence += "0"
	}
	p, _ := strconv.ParseInt("0"+pence, 10, 64)
	return pounds*100 + p, nil
}

// ungroup takes out the commas of "1,200", if they stand where they should.
func ungroup(s string) (string, bool) {
	if len(s) > 32 {
		return "", false
	}
	groups := strings.Split(s, ",")
	for i, g := range groups {
		if !allDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// FormatPounds writes pence as pounds: £118.52, £1,200, £0.50. Whole pounds
// have no pence.
func FormatPounds(pence int64) string {
	sign := ""
	if pence < 0 {
		sign, pence = "-", -pence
	}
	s := sign + "£" + group(strconv.FormatInt(pence/100, 10))
	if rest := pence % 100; rest != 0 {
		s += "." + pad2(int(rest))
	}
	return s
}

// FormatCount writes a whole number with commas: 12,345.
func FormatCount(n int) string {
	if n < 0 {
		return "-" + group(strconv.Itoa(-n))
	}
	return group(strconv.Itoa(n))
}

func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func pad2(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
