// Package capscreen is the page of the rent cap: the policy in force with the figures behind every area's cap, the
// versions before and after it, and for a coordinator the change of it, with what that would mean for the rooms that
// are listed.
package capscreen
