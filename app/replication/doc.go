// Package replication joins this machine's store to the others: it runs a gossip
// node over the store for one process at a time on a data folder, tells the node
// what grows and who takes part, and keeps a status that any process on the
// folder can read. It has no window.
package replication
