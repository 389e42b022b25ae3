// Package importer takes in a file or pasted rows: which column is what, what the import would come to, and only then
// the import, with the rows that were refused to correct and bring again.
package importer
