// Package setup is what the desktop and settlectl need alike before there is anything to show: where the data lives,
// opening a store, founding a system with the reference data that comes with Settle, and the demo system. It has no
// window.
package setup
