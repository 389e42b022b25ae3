// Package replicatest holds what tests of replication need: invented devices and
// entries made by real writers, and a [Log] in memory that verifies chains, keeps
// proofs of forks and survives a crash as a file would.
package replicatest
