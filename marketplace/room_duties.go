package marketplace

// KeeperDuties is what the device, where it keeps the room's calendar, must log by itself now: nights released after a
// withdrawal, a cancellation, a no-show or an early departure, answers to block requests and consents, agreed changes.
// It is empty when nothing is due.
func (r *Room) KeeperDuties(device DeviceID, now Instant) []Draft { return nil }
