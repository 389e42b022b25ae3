// Package ui is the desktop's shell: the navigation, the route that says where a person is, the frame around every
// page, and the work that goes on beside the screens.
//
// Each screen is a package below this one. It declares the few queries it needs as an interface, and is given a
// [Desk] for everything that it asks of the shell. Screens know neither SQL nor the network, nor each other: to go
// somewhere else they name a [Route]. The composition root in package app registers them.
package ui
