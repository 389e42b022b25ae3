//go:build !race

package simulation_test

// usual is how many seeds a test run simulates.
const usual = 200
