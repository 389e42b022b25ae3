// Package listing says in words and pictures what a listing holds, for every screen that shows rooms: its photos, its
// features with their icons, its rent against the area average, how far it is, and the stay that somebody looks for.
package listing
