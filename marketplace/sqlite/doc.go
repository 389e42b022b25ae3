// Package sqlite keeps the marketplace in one SQLite file: the log of every device, the projections that its folds
// make, and the queries that the screens ask.
//
// A person's act is one transaction: decided, appended to this device's log, folded and projected, or nothing at all.
// What [Store.Do] acknowledged is on disk. Fields of the classes B, C and D are sealed before they reach the file;
// their plaintext is never in the database, its write-ahead log or a backup. Several processes may use one folder.
//
// Dates, instants and money are those of package marketplace. Every error that a person may meet is a
// *marketplace.Error with a whole sentence. DESIGN.md says why it is as it is.
package sqlite
