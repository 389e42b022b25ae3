// Package keychain keeps the secrets of device keys in the system's keyring: the Credential Manager on Windows, the
// keychain on macOS, a Secret Service such as GNOME Keyring or KWallet on Linux. Machines without one have none: then
// Settle keeps its key in a file that only its own account may read, or under a passphrase.
package keychain
