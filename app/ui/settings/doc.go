// Package settings is about this computer: where the data is, backups and the check of the log, how Settle looks, and
// what it is made of.
package settings
