package marketplace

import "time"

const (
	answerTime   = 72 * time.Hour
	leastTime    = 2 * time.Hour
	eveningHour  = 18
	lastHourLast = 24*time.Hour - time.Second
)

// answerBy is the deadline for the other side's word on a stay that begins on the evening of first: 72 hours from now,
// but no later than six o'clock on the evening before, while that leaves two hours; else six o'clock on the day itself,
// else the end of that day. It never lies after the first night has begun.
func answerBy(now Instant, first Date) Instant {
	latest := now + Instant(answerTime/time.Second)
	evening := londonTime(first-1, eveningHour*time.Hour)
	soonest := now + Instant(leastTime/time.Second)
	if evening < soonest {
		evening = londonTime(first, eveningHour*time.Hour)
	}
	if evening < soonest {
		evening = londonTime(first, lastHourLast)
	}
	return min(latest, evening)
}

// londonTime is the instant at a time of day in the United Kingdom.
func londonTime(d Date, ofDay time.Duration) Instant {
	y, m, day := d.Time().Date()
	h := int(ofDay / time.Hour)
	mi := int(ofDay / time.Minute % 60)
	s := int(ofDay / time.Second % 60)
	return InstantOf(time.Date(y, m, day, h, mi, s, 0, London))
}
