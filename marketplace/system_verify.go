package marketplace

// Verifier checks what the fold of a system cannot: hashes and signatures. The domain knows what must be signed by
// which key; how a proof looks in bytes is sync/identity's. An implementation may cache: the same question has the same
// answer for ever.
type Verifier interface {
	// Founds tells whether e is the entry whose hash is the system's id.
	Founds(e *Entry) bool
	// ProofHolds tells whether the signature in j holds under key: the one-use key of the invitation, the key of the
	// older device, or a root key, as j.Proof says. What is signed names e's device and the system.
	ProofHolds(e *Entry, j *MemberJoined, key [32]byte) bool
}

// founds and holds let a nil Verifier accept everything: for tests of the fold and for entries checked elsewhere.
func founds(v Verifier, e *Entry) bool {
	return v == nil || v.Founds(e)
}

func holds(v Verifier, e *Entry, j *MemberJoined, key [32]byte) bool {
	return v == nil || v.ProofHolds(e, j, key)
}
