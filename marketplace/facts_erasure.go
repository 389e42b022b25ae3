package marketplace

// PartsErased removes the private parts of the entries that it names, on every replica and for ever. What the entries
// say in the open stays: facts hold nothing personal.
type PartsErased struct {
	Refs []Ref `cbor:"1,keyasint"`
}

func (PartsErased) Kind() string { return "private.erased" }

func (PartsErased) Version() uint { return 1 }
