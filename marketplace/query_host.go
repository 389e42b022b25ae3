package marketplace

// HostYear is a host's income in one tax year.
type HostYear struct {
	Year       string // "2026-27"
	From, To   Date
	Limit      Pence
	Earned     Pence // nights slept
	Expected   Pence // with the nights agreed
	Nights     int
	CrossesOn  Date // the date on which the limit is crossed at the present bookings; zero: not
	PerBooking []HostIncome
}

// HostIncome is one booking's part of a year.
type HostIncome struct {
	Booking ID
	Title   string
	Nights  int
	Amount  Pence
}
