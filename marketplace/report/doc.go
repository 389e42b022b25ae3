// Package report writes figures for people: as plain text for a terminal, CSV,
// XLSX, PDF and HTML, all from one Report. It also holds the suppression of
// small numbers that everything goes through which leaves a machine (Publish).
//
// The package knows documents and disclosure, not rooms or nights: whoever
// makes the figures hands them over as counts and cells. Money is int64 pence,
// dates are days, texts may come from anywhere and are made safe for each
// format here. DESIGN.md says why the suppression is as it is.
package report
