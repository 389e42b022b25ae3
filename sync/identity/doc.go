// Package identity holds the keys of Settle: the device's own, those of rings
// that several devices share, and the root key of a system. It signs and checks
// the proofs by which devices take part, seals fields to rings, and keeps keys
// on disk.
//
// Signatures are ed25519; sealing is age (https://age-encryption.org/v1) with
// native X25519 recipients. Secrets live inside functions, where no formatting verb,
// log handler or encoder finds them. Errors are one sentence for a person, and match
// the package's sentinels by errors.Is. DESIGN.md writes every byte down.
package identity
