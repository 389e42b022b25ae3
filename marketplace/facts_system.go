package marketplace

// SystemFounded is the first entry of a system. Its hash is the system's id. It makes its device the first member, and
// its person the holder of the roles that it names.
type SystemFounded struct {
	Nonce     [16]byte   `cbor:"1,keyasint"`
	Rehearsal bool       `cbor:"2,keyasint,omitzero"`
	Roots     [][32]byte `cbor:"3,keyasint"` // ed25519 keys, any of which may admit or replace; private halves are in the recovery file
	Org       string     `cbor:"4,keyasint"`
	Roles     Roles      `cbor:"5,keyasint"`
	Recipient [32]byte   `cbor:"6,keyasint"` // the device's X25519 key, for rings
}

// MemberJoined makes the issuing device a member. It stands at seq 1 of the device's log.
type MemberJoined struct {
	Proof      Proof    `cbor:"1,keyasint"`
	Of         DeviceID `cbor:"2,keyasint,omitzero"` // ProofSuccessor: the device whose person this is
	Invitation Ref      `cbor:"3,keyasint,omitzero"` // ProofInvitation
	Person     ID       `cbor:"4,keyasint,omitzero"` // ProofRoot: whose device it becomes
	Signature  []byte   `cbor:"5,keyasint"`          // 64 bytes, over the message that sync/identity defines for the proof
	Recipient  [32]byte `cbor:"6,keyasint"`
}

// Proof says what admits a device.
type Proof uint8

// The proofs.
const (
	ProofInvitation Proof = 1 // the one-use key of an invitation signed this device's key
	ProofSuccessor  Proof = 2 // an older device of the same person signed it (a restore, a second device)
	ProofRoot       Proof = 3 // a root key signed it (from the recovery file)
)

// MemberInvited is a registrar's invitation. It introduces a person, or names one who takes another device.
type MemberInvited struct {
	Person ID       `cbor:"1,keyasint,omitzero"` // zero: a new person, whose id is PersonOf this entry
	Org    string   `cbor:"2,keyasint"`
	Roles  Roles    `cbor:"3,keyasint"`
	Key    [32]byte `cbor:"4,keyasint"` // one-use ed25519 key; zero for a person who is recorded without a device yet
	Until  Instant  `cbor:"5,keyasint,omitzero"`
}

// MemberRoles replaces a person's roles and organisation. What each of their devices wrote up to the seq named here is
// judged by the roles before.
type MemberRoles struct {
	Person ID     `cbor:"1,keyasint"`
	Org    string `cbor:"2,keyasint"`
	Roles  Roles  `cbor:"3,keyasint"`
	Until  []Ref  `cbor:"4,keyasint,omitempty"` // each device's last seq under the old roles
}

// MemberRevoked ends a device's part: entries after LastGood have no effect anywhere. Successors that come earlier in the
// order stay: MemberRevokedV2 is what is written now.
type MemberRevoked struct {
	Device   DeviceID `cbor:"1,keyasint"`
	LastGood uint64   `cbor:"2,keyasint,omitzero"`
	Reason   Reason   `cbor:"3,keyasint,omitzero"`
}

// MemberRevokedV2 is version 2 of MemberRevoked: whom the device's key named to go on in its place is out as well, unless
// it stands here, whatever the clocks of the two entries say.
type MemberRevokedV2 struct {
	Device     DeviceID   `cbor:"1,keyasint"`
	LastGood   uint64     `cbor:"2,keyasint,omitzero"`
	Reason     Reason     `cbor:"3,keyasint,omitzero"`
	Successors []DeviceID `cbor:"4,keyasint,omitempty"` // that the device named while its owner had it
}

// MemberUninvited withdraws an invitation: no use of it lets anybody in, whenever it was made, but those that are upheld.
type MemberUninvited struct {
	Invitation Ref `cbor:"1,keyasint"`
}

// MemberUpheld lets a device in that used an invitation which is withdrawn, or was named by the key of a device that is
// revoked.
type MemberUpheld struct {
	Device DeviceID `cbor:"1,keyasint"`
}

// RingMade makes a ring. Its private part holds the ring's secret, sealed to devices and perhaps to a recovery ring.
type RingMade struct {
	For       Audience `cbor:"1,keyasint"`
	Recipient [32]byte `cbor:"2,keyasint"` // the ring's X25519 public key
	Replaces  ID       `cbor:"3,keyasint,omitzero"`
}

// RingGranted seals a ring's secret to further devices.
type RingGranted struct {
	Ring    ID         `cbor:"1,keyasint"` // SubjectOf the RingMade entry
	Devices []DeviceID `cbor:"2,keyasint"`
}

// OrgRecorded records or amends an organisation of the system under its ODS code. Its name is text.
type OrgRecorded struct {
	Code       string   `cbor:"1,keyasint"`
	Type       OrgType  `cbor:"2,keyasint,omitzero"`
	ValidFrom  Date     `cbor:"3,keyasint,omitzero"`
	ValidTo    Date     `cbor:"4,keyasint,omitzero"` // the last day
	Successors []string `cbor:"5,keyasint,omitempty"`
}

// OrgType is what an organisation is.
type OrgType uint8

// The types of organisation.
const (
	OrgOther OrgType = iota
	OrgTrust
	OrgICB
	OrgSubICB
	OrgCommunity
	OrgUniversity
)

// CapSet is a version of the cap policy: a percentage of the estimated average weekly rent of a shared room, for each
// rental area. Rooms name the version that they were priced under.
type CapSet struct {
	Percent int       `cbor:"1,keyasint"` // 1 to 100
	From    Date      `cbor:"2,keyasint"`
	Areas   []CapArea `cbor:"3,keyasint"`
}

// CapArea is one rental area in a cap policy. Where the figures come from is the entry's text.
type CapArea struct {
	Area       string `cbor:"1,keyasint"`          // the broad rental market area's name
	Average    Pence  `cbor:"2,keyasint"`          // estimated average, a week
	Base       Pence  `cbor:"3,keyasint,omitzero"` // the published rate that it is estimated from, a week
	Percentile int    `cbor:"4,keyasint,omitzero"` // of the base: 30 for the Local Housing Allowance
	Sample     int    `cbor:"5,keyasint,omitzero"` // rents in the list behind the estimate
	Effective  Date   `cbor:"6,keyasint,omitzero"` // of the base
	Factor     int    `cbor:"7,keyasint,omitzero"` // median over percentile, in ten-thousandths
}

func (SystemFounded) Kind() string   { return "system.founded" }
func (MemberJoined) Kind() string    { return "member.joined" }
func (MemberInvited) Kind() string   { return "member.invited" }
func (MemberRoles) Kind() string     { return "member.roles" }
func (MemberRevoked) Kind() string   { return "member.revoked" }
func (MemberRevokedV2) Kind() string { return "member.revoked" }
func (MemberUninvited) Kind() string { return "member.uninvited" }
func (MemberUpheld) Kind() string    { return "member.upheld" }
func (RingMade) Kind() string        { return "ring.made" }
func (RingGranted) Kind() string     { return "ring.granted" }
func (OrgRecorded) Kind() string     { return "org.recorded" }
func (CapSet) Kind() string          { return "cap.set" }

func (SystemFounded) Version() uint   { return 1 }
func (MemberJoined) Version() uint    { return 1 }
func (MemberInvited) Version() uint   { return 1 }
func (MemberRoles) Version() uint     { return 1 }
func (MemberRevoked) Version() uint   { return 1 }
func (MemberRevokedV2) Version() uint { return 2 }
func (MemberUninvited) Version() uint { return 1 }
func (MemberUpheld) Version() uint    { return 1 }
func (RingMade) Version() uint        { return 1 }
func (RingGranted) Version() uint     { return 1 }
func (OrgRecorded) Version() uint     { return 1 }
func (CapSet) Version() uint          { return 1 }
