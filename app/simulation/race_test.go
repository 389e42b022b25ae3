//go:build race

package simulation_test

// usual is how many seeds a test run simulates under the race detector, which makes
// it several times slower and has little to find: a seed runs in one goroutine.
const usual = 40
