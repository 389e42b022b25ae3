package marketplace

// System is the fold of the system's own entries: who takes part, with which devices and roles, which rings there are,
// the organisations and the cap policy.
type System struct {
	ID        ID  // the subject of the system's entries
	Founded   Ref // the founding entry; its hash is the system's id on the wire. Its text: FieldTitle names the system, FieldName the founder
	Rehearsal bool
	Roots     [][32]byte
	Persons   map[ID]*Person
	Devices   map[DeviceID]*Device
	Rings     []Ring // in the order they were made
	Orgs      map[string]*Org
	Caps      []Cap // in the order of their entries

	Invitations []Invitation // that a device can use, in the order of their entries
	Gone        []Device     // devices that joined and were revoked from their first entry, by their ids

	cuts    map[DeviceID]uint64 // last seq in effect of each revoked device, member or not
	refused map[DeviceID]bool   // devices whose admission is void
	asking  map[DeviceID]bool   // devices whose log begins with what might make them members, whoever lets them in
	invited map[Ref]ID          // the person whom each invitation in effect is for

	withdrawn map[Ref]bool            // invitations that nobody can use any more
	ended     map[DeviceID]bool       // revoked by version 1: no successor that comes later in the order
	spared    map[DeviceID][]DeviceID // revoked by version 2: the successors that stay, by their ids
	disowned  map[DeviceID]DeviceID   // successors that are out because of that, and whose they are
}

// Person takes part: a member of staff of one organisation with roles there.
type Person struct {
	ID    ID
	Org   string
	Roles Roles
	Name  Ref // the entry whose text holds the display name
	Terms []Term

	once []Term // given by somebody who might then, and whose authority is undone since; Until is where each began
}

// Term is a time during which a person held roles: each device's entries up to the seq in Until are judged by it. The
// last term has none.
type Term struct {
	Org   string
	Roles Roles
	Until map[DeviceID]uint64
}

// Device is one log that takes part.
type Device struct {
	ID        DeviceID
	Person    ID
	Recipient [32]byte
	Joined    Ref
	Of        DeviceID // the device that named it to go on in its place; zero where something else let it in
	Revoked   bool
	LastGood  uint64 // the last seq in effect when revoked
}

// Ring is a key that several devices share.
type Ring struct {
	ID        ID
	For       Audience
	Recipient [32]byte
	Made      Ref
	Grants    []Ref // RingGranted entries, whose private parts hold the secret for further devices
	Replaced  bool
}

// Org is an organisation of the system.
type Org struct {
	Code       string
	Type       OrgType
	ValidFrom  Date
	ValidTo    Date // the last day; zero is still open
	Successors []string
	Name       Ref
}

// Cap is one version of the cap policy.
type Cap struct {
	Ref     Ref
	Percent int
	From    Date
	Areas   map[string]CapArea
}

// Standing says how an entry's device stood when it wrote.
type Standing uint8

// The standings.
const (
	StandingUnknown Standing = iota // its membership has not arrived: the entry waits
	StandingMember
	StandingRevoked // after the last good seq: the entry is void
)
