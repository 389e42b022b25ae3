package marketplace

import "maps"

// Batch is several commands as one act, in one transaction. A command sees what those before it began (a room that was
// listed is there to be blocked), but not what they changed of things that stood before the batch.
type Batch struct {
	Commands []Command
	// Each, where set, is told what every command comes to; one that a rule refuses is left out. Where it is not set,
	// one refusal refuses the whole batch. It must only take notes.
	Each func(i int, drafts []Draft, err error)
}

// Decide implements [Command].
func (c Batch) Decide(v View) ([]Draft, error) {
	b := &batchView{View: v, born: map[ID][]*Entry{}, imports: map[[16]byte]ID{}}
	for i, command := range c.Commands {
		drafts, err := command.Decide(b)
		switch {
		case err != nil && (c.Each == nil || !isRule(err)):
			return nil, err
		case err != nil:
			drafts = nil
		}
		if c.Each != nil {
			c.Each(i, drafts, err)
		}
		b.take(drafts)
	}
	return b.drafts, nil
}

// isRule tells a rule's refusal from a failure of the machine.
func isRule(err error) bool {
	switch CodeOf(err) {
	case Invalid, NotFound, Refused, NotAllowed, NotFree, OverCap, Changed:
		return true
	}
	return false
}

// Preview finds out what commands would come to, as [Batch] would do them, and writes nothing.
type Preview Batch

// Decide implements [Command]. It answers no drafts.
func (c Preview) Decide(v View) ([]Draft, error) {
	_, err := Batch(c).Decide(v)
	return nil, err
}

// batchView is the view with what the batch has begun so far laid over it.
type batchView struct {
	View
	drafts  []Draft
	born    map[ID][]*Entry // entries of aggregates that the batch began
	imports map[[16]byte]ID
}

func (b *batchView) take(drafts []Draft) {
	for _, d := range drafts {
		ref := b.View.Next(len(b.drafts))
		e := &Entry{
			Ref: ref, Clock: Clock(b.Now().UnixMilli())<<16 + Clock(len(b.drafts)),
			Subject: d.Subject, Kind: d.Fact.Kind(), Version: d.Fact.Version(), Fact: d.Fact,
		}
		if e.Subject.IsZero() {
			e.Subject = SubjectOf(ref)
			b.born[e.Subject] = nil
		}
		if entries, ok := b.born[e.Subject]; ok {
			b.born[e.Subject] = append(entries, e)
		}
		if key := importKeyOf(d.Fact); key != [16]byte{} {
			b.imports[key] = e.Subject
		}
		b.drafts = append(b.drafts, d)
	}
}

func importKeyOf(f Fact) [16]byte {
	switch f := f.(type) {
	case *RoomListed:
		return f.Facts.Import
	case *ArrivalRecorded:
		return f.Facts.Import
	case *OfferMade:
		return f.Facts.Import
	}
	return [16]byte{}
}

// Next implements [View]: drafts count on from those of the commands before.
func (b *batchView) Next(n int) Ref { return b.View.Next(len(b.drafts) + n) }

// Head implements [View].
func (b *batchView) Head(id DeviceID) uint64 {
	head := b.View.Head(id)
	if id == b.Actor().Device {
		head += uint64(len(b.drafts))
	}
	return head
}

// Imported implements [View].
func (b *batchView) Imported(key [16]byte) (ID, error) {
	if id, ok := b.imports[key]; ok {
		return id, nil
	}
	return b.View.Imported(key)
}

// Home implements [View].
func (b *batchView) Home(id ID) (*Home, error) { return begun(b, id, FoldHome, b.View.Home) }

// Room implements [View].
func (b *batchView) Room(id ID) (*Room, error) { return begun(b, id, FoldRoom, b.View.Room) }

// Arrival implements [View].
func (b *batchView) Arrival(id ID) (*Arrival, error) {
	return begun(b, id, FoldArrival, b.View.Arrival)
}

// Offer implements [View].
func (b *batchView) Offer(id ID) (*Offer, error) { return begun(b, id, FoldOffer, b.View.Offer) }

// begun folds what the batch began under an id, and leaves all others to the view beneath.
func begun[T any](b *batchView, id ID, fold func(*System, []*Entry) (*T, []Verdict), beneath func(ID) (*T, error)) (*T, error) {
	entries, ok := b.born[id]
	if !ok {
		return beneath(id)
	}
	if t, _ := fold(b.System(), entries); t != nil {
		return t, nil
	}
	return nil, Errorf(NotFound, "This did not come into being: one of its rules forbids it.")
}

// Opened implements [View]: what the batch itself seals it may read.
func (b *batchView) Opened(ref Ref) (map[Field]string, error) {
	d, ok := b.draft(ref)
	if !ok {
		return b.View.Opened(ref)
	}
	all := map[Field]string{}
	for _, s := range d.Private.Seal {
		maps.Copy(all, s.Fields)
	}
	return all, nil
}

// Text implements [View].
func (b *batchView) Text(ref Ref) (map[Field]string, error) {
	if d, ok := b.draft(ref); ok {
		return d.Private.Text, nil
	}
	return b.View.Text(ref)
}

func (b *batchView) draft(ref Ref) (Draft, bool) {
	first := b.View.Next(0)
	if ref.Device != first.Device || ref.Seq < first.Seq || ref.Seq-first.Seq >= uint64(len(b.drafts)) {
		return Draft{}, false
	}
	return b.drafts[ref.Seq-first.Seq], true
}
