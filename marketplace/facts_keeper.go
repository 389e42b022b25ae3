package marketplace

// KeeperHanded hands the calendar of a room on to another device: by the device that keeps it, or by another of the
// person whose device that is. It opens a new epoch.
type KeeperHanded struct {
	To   DeviceID `cbor:"1,keyasint"`
	Ends Ref      `cbor:"2,keyasint"`          // the entry that opened the epoch which this ends: the room's birth, or an earlier KeeperHanded or KeeperTaken
	Last Ref      `cbor:"3,keyasint,omitzero"` // the last entry of that epoch's keeper that counts in it; where the keeper writes this itself, this entry
}

// KeeperTaken is a registrar's word that another device keeps the calendar of a room whose keeper is lost. Of two
// successors to one epoch it beats a KeeperHanded.
type KeeperTaken KeeperHanded

// KeeperBegan is the first entry of a new keeper's epoch: what its log says of the calendar counts from here on.
type KeeperBegan struct {
	Opened Ref `cbor:"1,keyasint"` // the KeeperHanded or KeeperTaken
}

// KeeperAdopted blocks the nights of an acceptance that an earlier keeper wrote past the end of its epoch.
type KeeperAdopted struct {
	Booking  ID    `cbor:"1,keyasint"`
	Accepted Ref   `cbor:"2,keyasint"` // the earlier keeper's KeeperAccepted
	Dates    Range `cbor:"3,keyasint"` // the nights that it names
}

// BookingConflicted is the keeper's answer to an earlier keeper's acceptance whose nights are taken: both sides see it,
// and what else is free.
type BookingConflicted struct {
	Booking  ID  `cbor:"1,keyasint"`
	Accepted Ref `cbor:"2,keyasint"`
}

func (KeeperHanded) Kind() string      { return "keeper.handed" }
func (KeeperTaken) Kind() string       { return "keeper.taken" }
func (KeeperBegan) Kind() string       { return "keeper.began" }
func (KeeperAdopted) Kind() string     { return "keeper.adopted" }
func (BookingConflicted) Kind() string { return "booking.conflicted" }

func (KeeperHanded) Version() uint      { return 1 }
func (KeeperTaken) Version() uint       { return 1 }
func (KeeperBegan) Version() uint       { return 1 }
func (KeeperAdopted) Version() uint     { return 1 }
func (BookingConflicted) Version() uint { return 1 }
