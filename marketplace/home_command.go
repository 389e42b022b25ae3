package marketplace

// The two limits of the Rent a Room scheme for a tax year (gov.uk, HS223).
const (
	AllowanceFull   Pence = 7_500_00 // nobody else has income from letting in the home
	AllowanceShared Pence = 3_750_00 // somebody else has
)

// AddHome records a home: the person's own, or with OfOrganisation one that the organisation offers (a residence, a
// house that a trust owns). The address is sealed; it is shown to a guest's leads once a booking is confirmed.
type AddHome struct {
	OfOrganisation bool
	Host           ID     // whose home; zero is this person's. A lead may record one for a host of their organisation
	Org            string // empty is the actor's
	LodgerLimit    int    // lodgers at one time
	Allowance      Pence  // AllowanceFull or AllowanceShared; zero is full
	Address        string
}

// Decide implements [Command].
func (c AddHome) Decide(v View) ([]Draft, error) {
	actor := v.Actor()
	if c.Org == "" {
		c.Org = actor.Org
	}
	if c.Host.IsZero() && !c.OfOrganisation {
		c.Host = actor.Person
	}
	if c.Allowance == 0 {
		c.Allowance = AllowanceFull
	}
	facts := HomeAdded{Host: c.Host, Org: c.Org, LodgerLimit: c.LodgerLimit, Allowance: c.Allowance}
	if err := facts.check(v); err != nil {
		return nil, err
	}
	if !facts.mayBeWrittenBy(v.System(), actor, DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "You can add your own home; others are added by a lead of %s. Ask yours.", c.Org)
	}
	address, err := needed("address", c.Address, MaxLine)
	if err != nil {
		return nil, err
	}
	return []Draft{{Fact: &facts, Private: facts.sealed(address)}}, nil
}

// ChangeHome replaces what a home says. An empty address keeps the one that stands.
type ChangeHome struct {
	Home        ID
	LodgerLimit int
	Allowance   Pence
	Address     string
}

// Decide implements [Command].
func (c ChangeHome) Decide(v View) ([]Draft, error) {
	h, err := v.Home(c.Home)
	if err != nil {
		return nil, err
	}
	if !h.MayChange(v.System(), v.Actor(), DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "Only its host, or a lead of %s, changes this home.", h.Facts.Org)
	}
	next := h.Facts
	next.LodgerLimit, next.Allowance = c.LodgerLimit, c.Allowance
	if next.Allowance == 0 {
		next.Allowance = h.Facts.Allowance
	}
	if next.Host.IsZero() && !next.mayBeWrittenBy(v.System(), v.Actor(), DateOf(v.Now())) {
		next.Host = v.Actor().Person
	}
	if err := next.check(v); err != nil {
		return nil, err
	}
	address, err := tidy("address", c.Address, MaxLine)
	if err != nil {
		return nil, err
	}
	if address == "" {
		opened, err := v.Opened(h.Last)
		if err != nil {
			return nil, err
		}
		if address = opened[FieldAddress]; address == "" {
			return nil, Errorf(Refused, "The address cannot be read on this computer, so it would be lost. Type it again with the change.").On("address")
		}
	}
	fact := HomeChanged(next)
	return []Draft{{Subject: h.ID, Fact: &fact, Private: next.sealed(address)}}, nil
}

// check says in a sentence what is wrong with what a person gave.
func (f *HomeAdded) check(v View) error {
	if err := v.System().knownOrg(f.Org); err != nil {
		return err
	}
	if !f.Host.IsZero() && v.System().Persons[f.Host] == nil {
		return Errorf(NotFound, "This host is not among the people who take part (yet). Add them first.").On("host")
	}
	if f.LodgerLimit < 1 || f.LodgerLimit > maxLodgers {
		return Errorf(Invalid, "Say how many lodgers the home takes at one time: from 1 to %d.", maxLodgers).On("lodger_limit")
	}
	if f.Allowance != AllowanceFull && f.Allowance != AllowanceShared {
		return Errorf(Invalid, "The Rent a Room limit is %s, or %s where somebody else has income from letting in the home.", AllowanceFull, AllowanceShared).On("allowance")
	}
	return nil
}

// sealed is the address for those who look after the home: its host, or the organisation's leads.
func (f *HomeAdded) sealed(address string) Private {
	to := []Audience{{Ring: RingPerson, Person: f.Host}, {Ring: RingRecovery, Org: f.Org}}
	if f.Host.IsZero() {
		to[0] = Audience{Ring: RingLeads, Org: f.Org}
	}
	return Private{Seal: []Seal{{Class: ClassB, To: to, Fields: map[Field]string{FieldAddress: address}}}}
}
