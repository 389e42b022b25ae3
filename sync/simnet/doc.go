// Package simnet runs hundreds of replicas in one goroutine and in virtual time:
// one queue of events, ordered by time and drawn from one seed, carries the frames
// of their links, their hints and what their disks answer, and makes whatever goes
// wrong in the field. It drives anything that steps as a replica.Engine does, and
// knows nothing of what the entries say. The same seed gives the same run, event
// for event: [World.Trace] tells.
package simnet
