package keychain

// Reachable tells whether there is a keyring to ask.
var Reachable = reachable
