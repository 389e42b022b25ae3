package sharing

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The ports that a person may choose.
const (
	leastPort = 1024
	mostPort  = 65535
)

// connection is the card on how this computer is connected.
func (s *screen) connection() fyne.CanvasObject {
	s.where = xwidget.NewText(xwidget.Body, "")
	s.listen = xwidget.NewCheckBox("Other computers may call this one", func(on bool) {
		c := s.shown.Connection
		c.Listen = on
		s.set(c)
	})
	s.listen.Hint = "Else it only calls others, which mostly does"
	s.discover = xwidget.NewCheckBox("Find computers on the local network", func(on bool) {
		c := s.shown.Connection
		c.Discover = on
		s.set(c)
	})
	s.discover.Hint = "It shows that Settle runs here, and nothing else"
	s.port = xwidget.NewNumberField(leastPort, mostPort)
	s.address = xwidget.NewTextField("node.trust.example:7946")
	s.addressField = xwidget.NewField("Address of another computer", "A name or number and a port, as your IT department gives it", s.address)
	s.address.MaxLength = 120
	s.address.OnSubmitted = func(string) { s.add() }
	s.listenActs = xwidget.VBox(look.Space8, xwidget.NewField("Port", "7946 unless your IT department says otherwise", s.port),
		xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Use this port", s.usePort)))
	return xwidget.NewTitledCard("This computer", xwidget.VBox(look.Space16, s.where, s.listen, s.listenActs, s.discover,
		s.addressField, xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Add the address", s.add))))
}

// showConnection puts the state on the card. What a person is typing stays.
func (s *screen) showConnection(first bool) {
	now := s.shown
	s.where.SetContent(now.place())
	s.listen.SetChecked(now.Listen)
	s.discover.SetChecked(now.Discover)
	if first {
		s.port.SetValue(now.Port)
	}
	if s.listenActs.Hidden == now.Listen {
		s.listenActs.Hidden = !now.Listen
		s.listenActs.Refresh()
	}
}

// place says where this computer can be called.
func (s State) place() string {
	switch {
	case s.Apart:
		return "This system is kept to itself and looks for no other computers."
	case s.Elsewhere && s.Listens != "":
		return "Another program on this computer keeps these data connected, and is called at " + s.Listens + "."
	case s.Elsewhere:
		return "Another program on this computer keeps these data connected."
	case s.Problem != "":
		return "It is not connected at present."
	case s.PortTaken:
		return "Another program uses the port, so others cannot call this computer. It calls them, which is enough as long as one of them can be called."
	case s.Listens != "":
		return "Others can call it at " + s.Listens + "."
	case s.Listen:
		return "It has no network now. Others can call it at port " + strconv.Itoa(s.Port) + " as soon as it has one."
	}
	return "It calls others and cannot be called."
}

func (s *screen) set(c Connection) {
	s.shown.Connection = c
	s.network.Set(c)
	s.load()
}

func (s *screen) usePort() {
	n, err := s.port.Value()
	if err != nil {
		s.desk.Fail(marketplace.Errorf(marketplace.Invalid, "A port is a number from %d to %d.", leastPort, mostPort))
		return
	}
	c := s.shown.Connection
	c.Port = n
	s.set(c)
	s.desk.Toast("From now on other computers call this one at port "+s.port.Text()+".", nil)
}

// add takes an address that was typed.
func (s *screen) add() {
	address := strings.TrimSpace(s.address.Text())
	if address == "" {
		s.addressField.SetError("Enter an address")
		return
	}
	ui.Load(s.desk.Work(), &s.adding, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.network.AddAddress(ctx, address)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.addressField.SetError(marketplace.Sentence(err))
			return
		}
		s.addressField.SetError("")
		s.address.SetText("")
		s.desk.Toast("Settle calls "+address+" now and whenever it needs to.", nil)
		s.load()
	})
}

// Help says how sharing works.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "How sharing works", Body: "Everything you do is saved on this computer at once. Settle then passes it on to the computers of the others, directly or through those that it can reach. There is no server that has to be up."},
		{Heading: "When nobody can be reached", Body: "Go on working. What you do waits here and is shared as soon as one other computer answers, today or on Monday. If two asked for the same nights meanwhile, the room’s own computer decides, and both see the same."},
		{Heading: "Who sees what", Body: "Names, addresses and messages are sealed for those whom they are for. Other computers carry them without being able to read them."},
		{Heading: "What waits", Body: "Changes that rest on something that has not arrived yet come into effect by themselves. Changes without effect are kept, so that everybody can see who tried what."},
		{Heading: "Bundles on a stick", Body: "A bundle is a file with all changes and photos. Reading one twice changes nothing. It can be opened only on computers that took part when it was saved."},
		{Heading: "Computers that cannot be called", Body: "Many trusts let no calls in. That is no matter: this computer calls others itself, and takes full part as long as one computer that it knows can be called, such as your trust’s always-on one."},
	}
}
