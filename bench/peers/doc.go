// Package peers measures what others make of the work that Settle's replication does, on the same machine: NATS
// JetStream, and Raft over SQLite, which is how rqlite is built. It holds benchmarks only and is a module of its own, so
// that Settle itself needs none of this.
//
// Neither of them signs, verifies or folds what it carries, and each has one leader where Settle has none: the figures
// say what a disk and a loopback allow, not who is better. Loads are as in app/replication: 20,000 messages or rows as
// large as the entries there.
//
// NATS flushes its files every two minutes unless it is told to do so always; both are measured. Raft flushes its log,
// a bbolt file, at each batch of writes; SQLite, which could be had again from that log, never flushes, as in rqlite.
// There are no snapshots: a follower gets the log.
package peers
