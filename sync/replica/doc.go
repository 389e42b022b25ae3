// Package replica keeps the logs of several replicas the same: it is the
// anti-entropy engine and its protocol, as a pure state machine. [Engine.Step]
// takes an event and the time and answers with effects; network, disk and clock
// are outside, so that a failure replays byte for byte.
//
// A driver opens links (reliable streams of bytes to other devices), feeds what
// comes in as events, sends what [Send] names, and carries every [Task] out on a
// [Log]. The engine never blocks, never starts a goroutine, never panics on what
// a peer sends, and holds a bounded amount of it (see [Limits]).
//
// Sizes are in bytes. DESIGN.md describes the protocol's bytes and why it has
// this shape.
package replica
