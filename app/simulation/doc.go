// Package simulation is tests of the whole system at once and holds no code of
// its own: a score of machines, each an engine over a log with real bytes, chains
// and signatures, folding with the rules of the marketplace, in the simulated
// network of sync/simnet. People act on whatever their machine shows, links are
// cut at any byte, machines lose power, clocks are a day wrong, disks are copied,
// members are revoked and some are hostile. Afterwards all must hold the same and
// nothing may have been lost, promised twice or done without authority.
//
// A machine here keeps its log in memory (see sync/replica/replicatest), a
// torn-off journal standing for its disk, and folds as the store does; what the
// store does beside that, sealing above all, is tested there.
//
//	go test ./app/simulation -seeds 10000   # what make sim does
//	go test ./app/simulation -seed 4711 -v  # one seed again, event for event
package simulation
