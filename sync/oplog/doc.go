// Package oplog defines the log that every Settle device writes and every
// replica keeps: what an entry is, how entries are chained, signed, timed and
// counted, and the exact bytes of each. It is pure: no disk, no network, no
// clock of its own.
//
// Sizes are in bytes and instants are in UTC unless a name says otherwise. Times
// within the log are [Clock] values. Every decoder takes hostile bytes: it bounds
// them, accepts one encoding of each value only, and answers with an error that
// is one sentence. The bytes are frozen: DESIGN.md writes each one down, and
// testdata/vectors.json holds examples that the tests check.
package oplog
