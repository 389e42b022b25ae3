package identity

import "errors"

// What can go wrong with keys.
var (
	// ErrNoDevice: there is no device key in the folder.
	ErrNoDevice = errors.New("there is no device key in this folder, so this machine has not joined a system yet")
	// ErrDeviceExists: Create would have replaced a device key.
	ErrDeviceExists = errors.New("this folder has a device key already, and Settle never overwrites one")
	// ErrLocked: the key on disk is protected by a passphrase.
	ErrLocked = errors.New("this device's key is protected: type its passphrase")
	// ErrPassphrase: the passphrase does not open the file.
	ErrPassphrase = errors.New("that passphrase does not open it: check capitals and try again")
	// ErrNoSecret: the key on disk is protected by a secret kept elsewhere, and none or another was given.
	ErrNoSecret = errors.New("this device's key is protected by a secret that is kept in the keyring of another account or computer")
	// ErrWeakPassphrase: a passphrase too short, or too long, to be used.
	ErrWeakPassphrase = errors.New("a passphrase needs 12 to 200 characters: four words that you can remember do well")
	// ErrDamaged: bytes that Settle did not write, or that changed since.
	ErrDamaged = errors.New("the key data is damaged or was not written by Settle")
	// ErrNewer: a file of a later format.
	ErrNewer = errors.New("this key file was written by a newer Settle: install that one")
	// ErrNotForYou: none of the keys at hand opens the box.
	ErrNotForYou = errors.New("this is sealed for others")
	// ErrAuthor: the box was sealed by another device than the entry's.
	ErrAuthor = errors.New("this was sealed by another device than the one that sent it, so it was copied and is not shown")
	// ErrTooLarge: over a size that Settle allows.
	ErrTooLarge = errors.New("this is longer than Settle can seal: shorten it")
	// ErrRecipient: a key that nothing can be sealed to, or none or too many of them.
	ErrRecipient = errors.New("there is nobody whom this can be sealed for: at least one valid key is needed, and at most 64")
	// ErrProof: the signature of a proof does not hold.
	ErrProof = errors.New("the proof is not signed by the key that it should be signed by")
)
