// Package markettest gives tests a whole marketplace in memory: a [World] with several people, each at a device of
// their own, a clock that the test sets, factories with defaults, and a generator of histories of any size.
//
//	w := markettest.NewWorld(t)
//	host := w.Join("Siân Rees", "RA2", marketplace.RoleHost)
//	receipt := host.Do(marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
//
// A world decides commands and folds entries exactly as a store does, only without bytes, keys and disks: what is
// sealed is opened for those who are its audience.
package markettest
