// Package gossip connects a machine to the others: it finds them, runs the
// engine of package replica over links to some of them, and keeps strangers out.
//
// One TCP port carries everything, under TLS 1.3 in which both ends show the key
// of their device. ALPN tells two protocols apart: the log's streams, over which
// entries travel, and memberlist, which keeps the address book of a pool of
// machines that can all dial one another, and hints at news. What is true is in
// the log alone. DESIGN.md has the bytes, and why it is so.
package gossip
