// Package home is the page that a person sees first: what needs them today, and a few figures at the side. Never a wall
// of numbers.
package home
