package markettest

import (
	"time"

	"settle.example/settle/marketplace"
)

// Device is one log with the person at it. While it is offline it neither sees what others write nor is seen.
type Device struct {
	ID     marketplace.DeviceID
	Person marketplace.ID

	world *World
	alone *replica             // its own view while offline
	kept  []*marketplace.Entry // what it wrote while offline
}

func (w *World) newDevice() *Device {
	d := &Device{ID: w.options.Key(len(w.Devices), false), world: w}
	w.Devices = append(w.Devices, d)
	w.byID[d.ID] = d
	return d
}

// Join invites a person and lets them join with a device of their own.
func (w *World) Join(name, org string, roles marketplace.Roles) *Device {
	w.tb.Helper()
	key := w.options.Key(w.invited, true)
	w.invited++
	invitation := w.Founder.Write(marketplace.Draft{
		Subject: w.System().ID,
		Fact:    &marketplace.MemberInvited{Org: org, Roles: roles, Key: key},
		Private: marketplace.Private{Text: map[marketplace.Field]string{marketplace.FieldName: name}},
	})[0]
	return w.join(marketplace.PersonOf(invitation), &marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: invitation})
}

// Second lets the device's person join with another device.
func (d *Device) Second() *Device {
	d.world.tb.Helper()
	return d.world.join(d.Person, &marketplace.MemberJoined{Proof: marketplace.ProofSuccessor, Of: d.ID})
}

func (w *World) join(person marketplace.ID, j *marketplace.MemberJoined) *Device {
	w.tb.Helper()
	d := w.newDevice()
	d.Person = person
	if w.options.Prove != nil {
		w.options.Prove(d.ID, j)
	}
	d.Write(marketplace.Draft{Subject: w.System().ID, Fact: j})
	if _, ok := w.System().ActorOf(d.ID); !ok {
		w.tb.Fatalf("the device did not become a member: %+v", w.Verdicts(w.System().ID))
	}
	return d
}

// Stranger lets a device that nobody knows write, as its first entry, that it joins. Whether it becomes a member is for
// the test to see.
func (w *World) Stranger(j *marketplace.MemberJoined) *Device {
	w.tb.Helper()
	return w.StrangerAt(w.now, j)
}

// StrangerAt is Stranger for a device whose clock shows another time.
func (w *World) StrangerAt(clock time.Time, j *marketplace.MemberJoined) *Device {
	w.tb.Helper()
	d := w.newDevice()
	now := w.now
	d.alone, w.now = newReplica(), clock
	d.Write(marketplace.Draft{Subject: w.System().ID, Fact: j})
	w.now = now
	d.Online()
	if a, ok := w.System().ActorOf(d.ID); ok {
		d.Person = a.Person
	}
	return d
}

// Do decides a command at this device and writes what it comes to. The test ends where it is refused.
func (d *Device) Do(c marketplace.Command) marketplace.Receipt {
	d.world.tb.Helper()
	r, err := d.Try(c)
	if err != nil {
		d.world.tb.Fatalf("%T was refused: %v", c, err)
	}
	return r
}

// Try is Do for a command that may be refused.
func (d *Device) Try(c marketplace.Command) (marketplace.Receipt, error) {
	drafts, err := c.Decide(d.View())
	if err != nil {
		return marketplace.Receipt{}, err
	}
	refs := d.Write(drafts...)
	var r marketplace.Receipt
	for i, ref := range refs {
		subject := drafts[i].Subject
		if subject.IsZero() {
			subject = marketplace.SubjectOf(ref)
		}
		r.Refs, r.Subjects, r.Began = append(r.Refs, ref), append(r.Subjects, subject), append(r.Began, marketplace.SubjectOf(ref))
	}
	return r, nil
}

// Write writes drafts that no command decided on: what a hostile or a newer device may send. A draft without a subject
// is a birth.
func (d *Device) Write(drafts ...marketplace.Draft) []marketplace.Ref {
	view := d.replica()
	var refs []marketplace.Ref
	var entries []*marketplace.Entry
	for i, draft := range drafts {
		e := &marketplace.Entry{
			Ref:     marketplace.Ref{Device: d.ID, Seq: view.heads[d.ID] + uint64(i) + 1},
			Clock:   d.world.tick(view, i),
			Subject: draft.Subject,
			Kind:    draft.Fact.Kind(), Version: draft.Fact.Version(), Fact: draft.Fact,
		}
		if e.Subject.IsZero() {
			e.Subject = marketplace.SubjectOf(e.Ref)
		}
		d.world.private[e.Ref] = draft.Private
		d.world.written = append(d.world.written, Written{e, draft.Private, draft.DeleteAfter})
		refs, entries = append(refs, e.Ref), append(entries, e)
	}
	if d.alone != nil {
		d.kept = append(d.kept, entries...)
	}
	d.world.settle(d, view.add(entries...))
	if d.Person.IsZero() {
		if a, ok := view.sys.ActorOf(d.ID); ok {
			d.Person = a.Person
		}
	}
	return refs
}

// tick is a hybrid logical clock: the wall time, or the smallest step past what the replica has seen.
func (w *World) tick(view *replica, n int) marketplace.Clock {
	wall := marketplace.Clock(w.now.UnixMilli()) << 16
	return max(wall, view.clock+1) + marketplace.Clock(n)
}

// settle lets the keepers of rooms and offers do their duties: this device where it is offline, all others where it is
// not.
func (w *World) settle(d *Device, kept []marketplace.ID) {
	view := d.replica()
	for _, id := range kept {
		due, by := view.keeps(id)
		if due == nil {
			continue
		}
		keeper := w.byID[by]
		if keeper == nil || keeper != d && (keeper.alone != nil || d.alone != nil) {
			continue
		}
		duties, err := due(keeper.View())
		if err != nil {
			w.tb.Fatalf("the keeper's duties: %v", err)
		}
		if len(duties) > 0 {
			keeper.Write(duties...) // which settles it again
		}
	}
}

func (d *Device) replica() *replica {
	if d.alone != nil {
		return d.alone
	}
	return d.world.shared
}

// Offline cuts the device off: from now on it sees and is seen by nobody.
func (d *Device) Offline() {
	if d.alone != nil {
		return
	}
	d.alone = newReplica()
	var all []*marketplace.Entry
	all = append(all, d.world.shared.system...)
	for _, entries := range d.world.shared.entries {
		all = append(all, entries...)
	}
	d.alone.add(all...)
}

// Online joins it up again: what it wrote reaches all, and what they wrote reaches it.
func (d *Device) Online() {
	if d.alone == nil {
		return
	}
	kept := d.kept
	d.alone, d.kept = nil, nil
	d.world.shared.add(kept...)
	d.world.settle(d, append(d.world.RoomIDs(), d.world.OfferIDs()...)) // what waited for a keeper waited in any of them
}

// Later moves the clock on by a minute, for acts that come one after the other.
func (w *World) Later() { w.Advance(time.Minute) }
