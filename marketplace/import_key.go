package marketplace

import "crypto/sha256"

// ImportKey is the key by which a record from a file is known again: the first 16 bytes of
// SHA-256("settle/import/1" ‖ aggregate ‖ source ‖ 0 ‖ ref), where aggregate is one byte that tells rooms,
// arrivals and offers apart, source names where the records come from and ref is the record's own reference there.
func ImportKey(of AggregateKind, source, ref string) [16]byte {
	h := sha256.New()
	h.Write([]byte("settle/import/1"))
	h.Write([]byte{byte(of)})
	h.Write([]byte(source))
	h.Write([]byte{0})
	h.Write([]byte(ref))
	return [16]byte(h.Sum(nil))
}
