// Package nights is the coordinator's page: the nights provided, by month, by whom and for whom, at what saving, with
// every figure open to the stays behind it.
package nights
