package marketplace

// ArrivalFacts is what is recorded of a colleague who comes from overseas. Given and family name, contacts and flight
// number are sealed to the organisation's leads; the alias is text. Nationality, passport, visa and health are never
// recorded.
type ArrivalFacts struct {
	Org       string   `cbor:"1,keyasint"`
	Site      string   `cbor:"2,keyasint,omitempty"`
	Group     string   `cbor:"3,keyasint"` // staff group code
	Route     Route    `cbor:"4,keyasint,omitzero"`
	At        Instant  `cbor:"5,keyasint"`
	Airport   string   `cbor:"6,keyasint,omitempty"` // IATA code
	Nights    int      `cbor:"7,keyasint,omitzero"`
	Needs     Needs    `cbor:"8,keyasint,omitzero"`
	Budget    Pence    `cbor:"9,keyasint,omitzero"` // a week; zero is not said
	Languages []string `cbor:"10,keyasint,omitempty"`
	Import    [16]byte `cbor:"11,keyasint,omitzero"`
}

// ArrivalRecorded gives birth to an arrival.
type ArrivalRecorded struct {
	Facts ArrivalFacts `cbor:"1,keyasint"`
}

// ArrivalChanged replaces what was recorded.
type ArrivalChanged struct {
	Facts ArrivalFacts `cbor:"1,keyasint"`
}

// ArrivalClosed says that the arrival will not come, or has settled.
type ArrivalClosed struct {
	Reason Reason `cbor:"1,keyasint,omitzero"`
}

// ArrivalReopened undoes ArrivalClosed.
type ArrivalReopened struct{}

func (ArrivalRecorded) Kind() string { return "arrival.recorded" }
func (ArrivalChanged) Kind() string  { return "arrival.changed" }
func (ArrivalClosed) Kind() string   { return "arrival.closed" }
func (ArrivalReopened) Kind() string { return "arrival.reopened" }

func (ArrivalRecorded) Version() uint { return 1 }
func (ArrivalChanged) Version() uint  { return 1 }
func (ArrivalClosed) Version() uint   { return 1 }
func (ArrivalReopened) Version() uint { return 1 }
