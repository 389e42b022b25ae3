// Package listroom is the page on which a room is listed or changed, a step at a time: the home, the room, its price,
// rules and dates, safety, photos, and a last look before it goes live. Nothing is stored before the person says so.
package listroom
