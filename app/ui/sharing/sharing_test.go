package sharing_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/sharing"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

type network struct {
	state    sharing.State
	err      error
	set      []sharing.Connection
	added    []string
	keys     int
	exported []sharing.Bundle
	files    []string
}

func (n *network) State(context.Context) (sharing.State, error) { return n.state, n.err }

func (n *network) Set(c sharing.Connection) {
	n.set = append(n.set, c)
	n.state.Connection = c
}

func (n *network) AddAddress(_ context.Context, a string) error {
	if !strings.Contains(a, ":") {
		return marketplace.Errorf(marketplace.Invalid, "“%s” is not an address.", a)
	}
	n.added = append(n.added, a)
	return nil
}

func (n *network) NewKey(context.Context) (string, error) {
	n.keys++
	return "This computer goes on under a new key.", n.err
}

func (n *network) Export(_ context.Context, file string, b sharing.Bundle, _ func(int, int)) (string, error) {
	n.exported, n.files = append(n.exported, b), append(n.files, file)
	return "Saved 18,353 changes.", nil
}

func (n *network) Import(_ context.Context, file string, _ func(int, int)) (string, error) {
	n.files = append(n.files, file)
	return "All of it was here already.", n.err
}

type data struct {
	audit     []marketplace.AuditRow
	conflicts []marketplace.BookingRow
	asked     marketplace.BookingFilter
	err       error
}

func (d *data) Audit(context.Context) ([]marketplace.AuditRow, error) { return d.audit, d.err }

func (d *data) Bookings(_ context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error) {
	d.asked = f
	return d.conflicts, d.err
}

func three() *network {
	return &network{state: sharing.State{
		Sharing:    ui.Sharing{Linked: 2, With: 1, At: now.Add(-2 * time.Minute), Waits: 4, Coming: 1204},
		Connection: sharing.Connection{Listen: true, Port: 7946, Discover: true}, Listens: "192.0.2.7:7946", Joined: 18_353,
		Machines: []sharing.Machine{
			{Person: "Tom Okafor", Org: "Epsom and St Helier", Seen: now.Add(-3 * time.Hour), Address: "192.0.2.9:7946"},
			{Person: "Royal Surrey node", Org: "Royal Surrey NHS Foundation Trust", AlwaysOn: true, Linked: true, InStep: true, Seen: now, Address: "node.invented.example:7946"},
			{Mine: true, Org: "Royal Surrey NHS Foundation Trust", Linked: true, Lacks: 1204, InRate: 1.2e6, Seen: now},
			{Person: "Ann Lee", Org: "Ashford", Removed: true},
			{Address: "192.0.2.66:7946"},
		},
	}}
}

func put(t *testing.T, n *network, d *data) (*uitest.Desk, ui.Screen) {
	t.Helper()
	desk := uitest.New(t)
	s := sharing.New(desk, d, n, func() time.Time { return now })
	desk.Put(s)
	return desk, s
}

// says is everything that the page shows.
func says(o fyne.CanvasObject) string {
	var all []string
	uitest.Walk(o, func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.Tag:
			all = append(all, v.Text)
		case *xwidget.Link:
			all = append(all, v.Text)
		}
	})
	return strings.Join(all, " | ")
}

func wants(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("no %q in %q", w, got)
		}
	}
}

func TestWhatARemovedComputerWroteIsNotSaidToWait(t *testing.T) {
	n := three()
	n.state.Sharing = ui.Sharing{Trouble: true, Removed: true, Waits: 2}
	n.state.Troubles = []sharing.Trouble{sharing.Removed}
	desk, _ := put(t, n, &data{})
	said := says(desk.Window().Content())
	wants(t, said, "This computer was removed: look why.", "2 changes made here reached nobody")
	if strings.Contains(said, "until another computer can be reached") {
		t.Error("it holds out that the changes will be shared")
	}
}

func TestItSaysWhoIsInStepAndWhatWaits(t *testing.T) {
	d := &data{
		audit: []marketplace.AuditRow{
			{Verdict: marketplace.Verdict{Outcome: marketplace.Waiting, Why: "subject"}, Kind: "booking.requested", By: "Tom Okafor", At: marketplace.InstantOf(now)},
			{Verdict: marketplace.Verdict{Outcome: marketplace.Void, Why: "revoked"}, Kind: "room.listed", By: "Ann Lee", At: marketplace.InstantOf(now)},
			{Verdict: marketplace.Verdict{Outcome: marketplace.Unreadable}, Kind: "drone.sent", At: marketplace.InstantOf(now)},
		},
		conflicts: []marketplace.BookingRow{{
			Booking: marketplace.ID{7}, Guest: "Adaeze Nwosu", RoomTitle: "Quiet double room",
			Dates: marketplace.Range{From: marketplace.NewDate(2026, 12, 7), To: marketplace.NewDate(2027, 1, 4)},
		}},
	}
	desk, s := put(t, three(), d)
	wants(t, says(desk.Window().Content()),
		"Saved here. Fetching 1,204 changes of others.", "Royal Surrey node", "always on", "In step", "Another computer of yours", "Fetching 1,204", "1.2 MB a second",
		"Tom Okafor", "last seen 3 hours ago", "Removed", "A computer that is not known here yet", "Not met yet", "4 changes made here wait",
		"Others can call it at 192.0.2.7:7946.", "Waiting: 1 change", "Without effect: 1 change", "Need a newer Settle: 1 change", "7 December 2026 to 4 January 2027")
	uitest.Press(t, desk, "Settle it")
	if len(desk.Routes) != 1 || desk.Routes[0] != ui.ToID(ui.PageBooking, marketplace.ID{7}) {
		t.Errorf("the conflict leads to %v", desk.Routes)
	}
	uitest.Find(desk.Window().Content(), func(l *xwidget.Link) bool { return l.Text == "See it" }).Tapped(nil)
	wants(t, says(desk.Sheets[0].Content), "Tom Okafor, 21 November 2026", "About a booking: it rests on something that has not arrived yet.")
	if len(s.(ui.Helper).Help()) < 3 {
		t.Error("there is no help")
	}
	uitest.Picture(t, desk, "sharing")
}

func TestConflictsAreThoseOfThePerson(t *testing.T) {
	for name, test := range map[string]struct {
		roles marketplace.Roles
		mine  bool
	}{
		"a host": {marketplace.RoleHost, true}, "a lead": {marketplace.RoleLead, true}, "a coordinator": {marketplace.RoleCoordinator | marketplace.RoleHost, false},
	} {
		t.Run(name, func(t *testing.T) {
			desk, d := uitest.New(t), &data{}
			desk.Person.Roles = test.roles
			desk.Put(sharing.New(desk, d, three(), func() time.Time { return now }))
			if d.asked.Mine != test.mine {
				t.Errorf("it asks for their own alone: %v", d.asked.Mine)
			}
		})
	}
}

func TestNobodyElse(t *testing.T) {
	n := &network{state: sharing.State{Sharing: ui.Sharing{Alone: true}, Connection: sharing.Connection{Apart: true, Listen: true, Port: 7946, Discover: true}}}
	desk, _ := put(t, n, &data{})
	wants(t, says(desk.Window().Content()), "Saved here.", "No other computer is known here yet", "Every change that came in is in effect.", "kept to itself")
	uitest.Picture(t, desk, "sharing-alone")
	uitest.Press(t, desk, "Connect it")
	if len(n.set) != 1 || n.set[0].Apart || !n.set[0].Listen {
		t.Errorf("set %+v", n.set)
	}
}

func TestWhereItCanBeCalled(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*sharing.State)
		want   string
	}{
		"at an address":   {func(*sharing.State) {}, "Others can call it at 192.0.2.7:7946."},
		"no network":      {func(s *sharing.State) { s.Listens = "" }, "It has no network now. Others can call it at port 7946 as soon as it has one."},
		"it calls alone":  {func(s *sharing.State) { s.Listens, s.Listen = "", false }, "It calls others and cannot be called."},
		"a taken port":    {func(s *sharing.State) { s.PortTaken = true }, "Another program uses the port"},
		"another program": {func(s *sharing.State) { s.Elsewhere = true }, "keeps these data connected, and is called at 192.0.2.7:7946."},
	} {
		t.Run(name, func(t *testing.T) {
			n := three()
			tc.change(&n.state)
			desk, _ := put(t, n, &data{})
			wants(t, says(desk.Window().Content()), tc.want)
		})
	}
}

func TestTroublesAreExplained(t *testing.T) {
	n := three()
	n.state.Trouble = true
	n.state.Troubles = []sharing.Trouble{sharing.Removed, sharing.Stranger, sharing.Foreign, sharing.Full, sharing.Newer, sharing.Used, sharing.Copied}
	desk, _ := put(t, n, &data{})
	banners := 0
	uitest.Find(desk.Window().Content(), func(b *xwidget.Banner) bool {
		if b.Title == "" || b.Message == "" {
			t.Errorf("a banner says %q, %q", b.Title, b.Message)
		}
		banners++
		return false
	})
	if banners != 7 {
		t.Errorf("there are %d banners", banners)
	}
	uitest.Press(t, desk, "Go on under a new key")
	if n.keys != 0 {
		t.Error("it did not wait for an answer")
	}
	desk.SayYes = true
	uitest.Press(t, desk, "Go on under a new key")
	if n.keys != 1 || len(desk.Toasts) != 1 {
		t.Errorf("%d keys, toasts %q", n.keys, desk.Toasts)
	}
	n.state.Troubles, n.state.TroubleAt = []sharing.Trouble{sharing.Foreign}, "10.1.2.3:7946"
	desk, _ = put(t, n, &data{})
	wants(t, says(desk.Window().Content()), "The computer at 10.1.2.3:7946 belongs to another system", "ask your registrar")
	n.state.Troubles = []sharing.Trouble{sharing.Copied}
	uitest.Shot(t, desk, "sharing-copied", sharing.New(desk, &data{}, n, func() time.Time { return now }))
}

func TestAnErrorCanBeTriedAgain(t *testing.T) {
	n, d := three(), &data{err: marketplace.Errorf(marketplace.Unavailable, "The disk does not answer.")}
	n.err = d.err
	desk, _ := put(t, n, d)
	uitest.Picture(t, desk, "sharing-error")
	n.err, d.err = nil, nil
	uitest.Press(t, desk, "Try again")
	wants(t, says(desk.Window().Content()), "Tom Okafor")
}

func TestTheConnectionIsChanged(t *testing.T) {
	n := three()
	desk, s := put(t, n, &data{})
	box := func(label string) *xwidget.CheckBox {
		return uitest.Find(desk.Window().Content(), func(c *xwidget.CheckBox) bool { return c.Label == label })
	}
	box("Other computers may call this one").Tapped(nil)
	box("Find computers on the local network").Tapped(nil)
	if len(n.set) != 2 || n.set[1].Listen || n.set[1].Discover {
		t.Errorf("set %+v", n.set)
	}
	field := uitest.Find(desk.Window().Content(), func(f *xwidget.Field) bool { return f.Label == "Address of another computer" })
	typed := field.Control.(*xwidget.TextField)
	typed.SetText("nonsense")
	s.(ui.Reloader).Reload(marketplace.Change{})
	s.(ui.Sharer).Shared(ui.Sharing{})
	if typed.Text() != "nonsense" {
		t.Error("looking again took away what was typed")
	}
	uitest.Press(t, desk, "Add the address")
	if field.Error != "“nonsense” is not an address." {
		t.Errorf("it says %q", field.Error)
	}
	typed.SetText("node.invented.example:7946")
	uitest.Press(t, desk, "Add the address")
	if len(n.added) != 1 || typed.Text() != "" || field.Error != "" {
		t.Errorf("added %q, left %q", n.added, typed.Text())
	}
}

func TestBundlesGoAndCome(t *testing.T) {
	n := three()
	desk, s := put(t, n, &data{})
	desk.Pick = "/media/stick/settle.bundle"
	uitest.Press(t, desk, "Save a bundle")
	dialog := desk.Dialogs[0]
	dialog.Verbs[1].Do()
	if len(n.exported) != 1 || n.exported[0] != (sharing.Bundle{Photos: true}) || desk.Offered[0] != "settle-2026-11-21.bundle" {
		t.Errorf("saved %+v as %q", n.exported, desk.Offered)
	}
	wants(t, says(desk.Window().Content()), "Saved 18,353 changes.")
	uitest.Press(t, desk, "Read a bundle")
	s.(ui.Dropper).Dropped([]fyne.URI{storage.NewFileURI("/media/stick/other.bundle")})
	if len(n.files) != 3 || n.files[2] != "/media/stick/other.bundle" {
		t.Errorf("files %q", n.files)
	}
	n.err = marketplace.Errorf(marketplace.Refused, "This bundle belongs to another Settle system.")
	uitest.Press(t, desk, "Read a bundle")
	if len(desk.Failed) != 1 {
		t.Errorf("failed %v", desk.Failed)
	}
}
