// Package people is the page of who takes part: the people with their roles and computers, and the organisations with
// those that followed them.
package people
