// Package assets holds what the product carries inside itself: its icon and
// its reference data (organisations, sites, airports, postcode districts,
// rental areas and their rents, rules, staff groups, languages).
//
// Each table is a CSV file under reference/ whose leading # lines name its
// source. Builtin reads the embedded tables; Load lets another system bring
// its own folder. SOURCES.md lists sources and licences.
//
// Money is int64 pence, positions are WGS84 degrees, dates are midnight UTC.
// The package imports the standard library alone.
package assets
