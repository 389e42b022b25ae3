package marketplace

import "time"

// Clock is a hybrid logical clock as sync/oplog defines it: Unix milliseconds in the upper 48 bits, a counter in the
// lower 16.
type Clock uint64

// Time is the wall time within the clock.
func (c Clock) Time() time.Time { return time.UnixMilli(int64(c >> 16)).UTC() }

// Instant is the wall time within the clock, in whole seconds.
func (c Clock) Instant() Instant { return Instant(c >> 16 / 1000) }

// Fact is what an entry says: ids, dates, states, pence. Never free text, nothing personal. Each kind is one struct in
// the facts_*.go files; its fields carry the integer keys of their canonical CBOR encoding.
type Fact interface {
	// Kind is the entry's kind, such as "room.listed". Kind and version together never change their meaning.
	Kind() string
	// Version is the version of the kind that the struct stands for, from 1.
	Version() uint
}

// Entry is one entry as a fold sees it.
type Entry struct {
	Ref     Ref
	Clock   Clock
	Subject ID
	Kind    string
	Version uint
	Fact    Fact // always a pointer, such as *RoomListed; nil when this version of Settle cannot read the kind or one of its keys
}

// Before is the order of every fold: clock, then device, then seq.
func (e *Entry) Before(o *Entry) bool {
	if e.Clock != o.Clock {
		return e.Clock < o.Clock
	}
	if c := compareDevices(e.Ref.Device, o.Ref.Device); c != 0 {
		return c < 0
	}
	return e.Ref.Seq < o.Ref.Seq
}

func compareDevices(a, b DeviceID) int {
	for i := range a {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// Outcome says what a fold made of an entry.
type Outcome uint8

// The outcomes.
const (
	Applied    Outcome = iota // in effect
	Waiting                   // lacks a membership, its subject's birth or a policy that has not arrived yet
	Void                      // kept as evidence; a rule or an authority forbids its effect
	Unreadable                // of a kind, version or key that needs a newer Settle
)

// Verdict is a fold's outcome for one entry with a short machine word that says why, such as "not_keeper".
type Verdict struct {
	Ref     Ref
	Outcome Outcome
	Why     string
}

// Draft is an entry that a command wants written. The store gives it a place in this device's log.
type Draft struct {
	Subject ID   // the aggregate's id; zero for a birth, whose subject is derived from the place in the log
	Fact    Fact // always a pointer
	Private Private
	// DeleteAfter is the date after which the private part is deleted everywhere; zero keeps it.
	DeleteAfter Date
}

// Private is an entry's private part before it is encoded: class A text that any signed-in member of staff may read,
// and fields that are sealed for those whom they are meant for.
type Private struct {
	Text map[Field]string
	Seal []Seal
}

// Empty tells whether there is nothing to store.
func (p Private) Empty() bool { return len(p.Text) == 0 && len(p.Seal) == 0 }

// Seal is a set of fields that only the audiences can open. They are encrypted before they enter an entry.
type Seal struct {
	Class  Class
	To     []Audience
	Fields map[Field]string
}

// Class is a class of personal data: A all signed-in staff, B the parties of that booking or pairing, C the coordinator
// or guardian, D this person's own devices.
type Class uint8

// The classes that are sealed. Class A is text.
const (
	ClassB Class = 2
	ClassC Class = 3
	ClassD Class = 4
)

// RingKind says whom a ring (a key that several devices share) is for.
type RingKind uint8

// The kinds of ring.
const (
	RingPerson      RingKind = 1 // one person's devices
	RingLeads       RingKind = 2 // the recruitment leads of one organisation
	RingRecovery    RingKind = 3 // an organisation's key on paper
	RingCoordinator RingKind = 4 // the system's coordinators
	RingGuardian    RingKind = 5 // the Freedom to Speak Up guardian of one organisation
)

// Audience names a ring by whom it is for: a person, or an organisation by its code.
type Audience struct {
	Ring   RingKind `cbor:"1,keyasint"`
	Person ID       `cbor:"2,keyasint,omitzero"`
	Org    string   `cbor:"3,keyasint,omitempty"`
}

// Field names a text or a sealed field of a private part. Numbers are never reused.
type Field uint

// The fields.
const (
	FieldTitle       Field = 1
	FieldDescription Field = 2
	FieldName        Field = 3 // of a system, an organisation or a person who takes part
	FieldNote        Field = 4
	FieldAlias       Field = 5
	FieldAddress     Field = 6
	FieldPhone       Field = 7
	FieldDoorNotes   Field = 8
	FieldGivenName   Field = 9
	FieldFamilyName  Field = 10
	FieldEmail       Field = 11
	FieldFlight      Field = 12
	FieldVouchedBy   Field = 13
	FieldGasSafety   Field = 14 // date of the last check
	FieldSmokeAlarm  Field = 15 // date tested
	FieldCOAlarm     Field = 16 // date tested
	FieldElectrical  Field = 17 // date of the last check
	FieldLetterKind  Field = 18
	FieldLetterAbout Field = 19 // the id of the booking or pairing
	FieldLetterText  Field = 20
	FieldRingSecret  Field = 21
	FieldSource      Field = 22 // where a cap policy's or a record's figures come from
	FieldReference   Field = 23 // the reference that a person's own spreadsheet gave
	FieldHouseRules  Field = 24
	FieldOffers      Field = 25 // what a volunteer wrote of an offer
)
