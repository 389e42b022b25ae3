package standing

import (
	"time"

	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// By is a deadline as people say it: "today, 18:00", "tomorrow, 18:00", "Wednesday, 18:00" within the next six days, and
// "7 December 2026, 18:00" beyond.
func By(now time.Time, at marketplace.Instant) string {
	local := at.Time().In(marketplace.London)
	clock := ", " + local.Format("15:04")
	switch days := at.Date() - marketplace.DateOf(now); {
	case days == 0:
		return "today" + clock
	case days == 1:
		return "tomorrow" + clock
	case days > 1 && days < 7:
		return local.Format("Monday") + clock
	}
	return at.Date().Long() + clock
}

// Left is how much time there is until a deadline: "2 days left", "5 hours left", "less than an hour left"; nothing once
// it has passed.
func Left(now time.Time, at marketplace.Instant) string {
	switch left := at.Time().Sub(now); {
	case left <= 0:
		return ""
	case left < time.Hour:
		return "less than an hour left"
	case left < 24*time.Hour:
		return xwidget.CountOf(int(left/time.Hour), "hour", "hours") + " left"
	default:
		return xwidget.CountOf(int(left/(24*time.Hour)), "day", "days") + " left"
	}
}

// Day is how far a date is: "today", "tomorrow", "yesterday", "in 5 days", "5 days ago".
func Day(today, d marketplace.Date) string {
	switch n := int(d - today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 0:
		return "in " + xwidget.CountOf(n, "day", "days")
	default:
		return xwidget.CountOf(-n, "day", "days") + " ago"
	}
}
