// Package find is where a recruitment lead looks for a room: the nights first, then a place, a rent and what the
// colleague needs, with the rooms that are free for all of those nights below, as one types. Two or three of them can
// be laid side by side.
package find
