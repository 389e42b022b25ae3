// Package peers measures what others make of the work that Settle's replication does, on the same machine: NATS
// JetStream, and rqlite, which is Raft over SQLite. It holds benchmarks only and is a module of its own, so that Settle
// itself needs none of this.
//
// Neither of them signs, verifies or folds what it carries, and each has one leader where Settle has none: the figures
// say what a disk and a loopback allow, not who is better. Loads are as in app/replication: 20,000 messages or rows as
// large as the entries there.
//
// NATS runs in the benchmark's process and flushes its files every two minutes unless it is told to do so always; both
// are measured. rqlite runs as it is shipped, a process for each node, asked over HTTP. It flushes its log at each batch
// of writes, and its SQLite never; a new node gets a snapshot and what came after. Its catch-up counts from the start of
// the process, of which start-s, a node with nothing to catch up with, is the part that is no catching up.
package peers
