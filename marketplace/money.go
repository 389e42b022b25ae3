package marketplace

import "strconv"

// Pence is an amount of money in whole pence. Amounts are never floating point.
type Pence int64

// String is the amount in pounds: £118.52, £1,200.00, −£3.50.
func (p Pence) String() string {
	sign := ""
	if p < 0 {
		sign, p = "−", -p
	}
	pounds := strconv.FormatInt(int64(p)/100, 10)
	for i := len(pounds) - 3; i > 0; i -= 3 {
		pounds = pounds[:i] + "," + pounds[i:]
	}
	pence := strconv.FormatInt(int64(p)%100, 10)
	if len(pence) == 1 {
		pence = "0" + pence
	}
	return sign + "£" + pounds + "." + pence
}

// Week is the amount as a weekly rent: £118.52 a week.
func (p Pence) Week() string { return p.String() + " a week" }

// Rent is what nights at a weekly rent come to, rounded to the nearest penny.
func Rent(week Pence, nights int) Pence {
	return (2*week*Pence(nights) + 7) / 14
}

// Night is a seventh of a weekly rent, rounded to the nearest penny.
func (p Pence) Night() Pence { return Rent(p, 1) }
