// Package offer is one volunteer's offer of a welcome: what it says, whom it looks after, and asking its volunteer for
// an arrival; and the form that makes or changes an offer in a minute.
package offer
