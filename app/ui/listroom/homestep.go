package listroom

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// anotherHome is the option for a home that is not there yet.
const anotherHome = "new"

// homeStep asks whose room it is, which home it lies in, and how one gets there.
type homeStep struct {
	s      *screen
	chosen marketplace.ID // the home
	area   string         // as suggested or chosen

	supply  *xwidget.RadioGroup
	org     *xwidget.Select
	home    *xwidget.Select
	address *xwidget.TextField
	lodgers *xwidget.NumberField
	tax     *xwidget.RadioGroup
	outcode *xwidget.TextField
	areas   *xwidget.Select
	phone   *xwidget.TextField
	email   *xwidget.TextField
	door    *xwidget.TextField
	found   *xwidget.Text

	fSupply, fOrg, fHome, fAddress, fLodgers, fTax, fOutcode, fArea, fPhone, fEmail, fDoor *xwidget.Field
	box                                                                                    *fyne.Container
}

func newHomeStep(s *screen) *homeStep {
	h := &homeStep{s: s, found: xwidget.NewText(xwidget.Caption, "")}
	h.supply = xwidget.NewRadioGroup(supplyOptions(s.supplies()), func(xwidget.Option) { h.supplyChosen() })
	h.org = xwidget.NewSelect("Choose an organisation", orgOptions(s.orgs), nil)
	h.home = xwidget.NewSelect("Choose a home", nil, func(o xwidget.Option) { h.homeChosen(o.Value) })
	h.address = line(s, marketplace.MaxLine)
	h.lodgers = xwidget.NewNumberField(1, 12)
	h.tax = xwidget.NewRadioGroup([]xwidget.Option{
		{Value: "full", Label: "Only me", Note: "up to " + marketplace.AllowanceFull.String() + " a year free of tax"},
		{Value: "shared", Label: "Somebody else too", Note: "up to " + marketplace.AllowanceShared.String() + " for each of you"},
	}, nil)
	h.outcode = line(s, 10)
	h.outcode.Chars, h.outcode.Placeholder = 10, "GU2"
	h.outcode.OnChanged = func(string) { h.suggest() }
	h.outcode.OnBlur = h.tidy
	h.areas = xwidget.NewSelect("Choose the area", areaOptions(s.policy), func(o xwidget.Option) { h.area = o.Value })
	h.phone, h.email, h.door = line(s, marketplace.MaxName), line(s, marketplace.MaxName), xwidget.NewTextArea(2, marketplace.MaxProse)

	entering(s, &h.lodgers.TextField)

	h.fSupply = xwidget.NewField("Whose room is it?", "", h.supply)
	h.fOrg = xwidget.NewField("Which organisation offers it?", "", h.org)
	h.fHome = xwidget.NewField("Which home?", "", h.home)
	h.fAddress = xwidget.NewField("Address", "Sealed. A guest’s lead sees it once their booking is agreed, nobody else.", h.address)
	h.fLodgers = xwidget.NewField("Most lodgers at one time", "In the whole home, all its rooms together.", h.lodgers)
	h.fTax = xwidget.NewField("Who has income from letting in this home?", "It decides your Rent a Room limit (HS223).", h.tax)
	h.fOutcode = xwidget.NewField("First half of the postcode", "All that others see of where you live.", h.outcode)
	h.fArea = xwidget.NewField("Rental area", "Its average rent decides the cap. Change it if the border runs the other way.", h.areas)
	h.fPhone = xwidget.NewField("Telephone (optional)", "Sealed like the address.", h.phone)
	h.fEmail = xwidget.NewField("Email (optional)", "Only for messages to you. No guest sees it.", h.email)
	h.fDoor = xwidget.NewField("How to get in (optional)", "Where the key is, which bell to ring. Sealed like the address.", h.door)
	h.found.Hide()
	h.box = xwidget.VBox(look.Space24, h.fSupply, h.fOrg, h.fHome, h.fAddress, xwidget.VBox(look.Space8, h.fOutcode, h.found), h.fArea, h.fLodgers, h.fTax,
		xwidget.NewRule(), xwidget.Columns(2, 240, look.Space16, h.fPhone, h.fEmail), h.fDoor)
	return h
}

func (h *homeStep) content() fyne.CanvasObject { return h.box }

func (h *homeStep) fields() []*xwidget.Field {
	all := []*xwidget.Field{h.fSupply, h.fOrg, h.fHome, h.fAddress, h.fOutcode, h.fArea, h.fLodgers, h.fTax, h.fPhone, h.fEmail, h.fDoor}
	return slices.DeleteFunc(all, func(f *xwidget.Field) bool { return f.Hidden })
}

func (h *homeStep) named(field string) *xwidget.Field {
	return map[string]*xwidget.Field{
		"outcode": h.fOutcode, "area": h.fArea, "address": h.fAddress, "lodger_limit": h.fLodgers, "allowance": h.fTax, "home": h.fHome,
		"telephone number": h.fPhone, "email": h.fEmail, "door notes": h.fDoor,
	}[field]
}

func (h *homeStep) write(a *answers) {
	h.chosen = a.Home
	h.supply.SetValue(a.Supply.String())
	h.org.SetValue(a.Org)
	if a.Org == "" {
		h.org.SetValue(h.s.desk.Me().Org)
	}
	h.phone.SetText(a.Phone)
	h.email.SetText(a.Email)
	h.door.SetText(a.Door)
	h.writeHome(a)
	h.listHomes()
	h.arrange()
}

func (h *homeStep) writeHome(a *answers) {
	h.address.SetText(a.Address)
	h.outcode.SetText(a.Outcode)
	h.say("") // it was said of another
	h.areas.SetValue(a.Area)
	h.area = a.Area
	h.lodgers.SetValue(max(1, a.Lodgers))
	h.tax.SetValue("full")
	if a.Allowance == marketplace.AllowanceShared {
		h.tax.SetValue("shared")
	}
}

func (h *homeStep) read(a *answers) {
	a.Supply = h.supplyNow()
	a.Org = ""
	if a.Supply != marketplace.SupplyHome {
		a.Org = h.org.Value()
	}
	if h.s.room != nil {
		a.Org = h.s.room.Facts.HostOrg
	}
	a.Home, a.Address, a.Lodgers = h.chosen, strings.TrimSpace(h.address.Text()), number(h.lodgers)
	a.Allowance = marketplace.AllowanceFull
	if h.tax.Value() == "shared" {
		a.Allowance = marketplace.AllowanceShared
	}
	a.Outcode = strings.ToUpper(strings.TrimSpace(h.outcode.Text()))
	if code, ok := assets.Outcode(a.Outcode); ok {
		a.Outcode = code
	}
	a.Area, a.Phone, a.Email, a.Door = h.areas.Value(), strings.TrimSpace(h.phone.Text()), strings.TrimSpace(h.email.Text()), strings.TrimSpace(h.door.Text())
}

func (h *homeStep) check(a *answers, how strict) []string {
	set(h.fSupply, how > forDraft && h.supply.Value() == "", "Choose whose room it is.")
	set(h.fOrg, !h.fOrg.Hidden && a.Org == "", "Choose the organisation that offers the room.")
	needsAddress := how == forLive && a.Supply == marketplace.SupplyHome || how == forNext
	set(h.fAddress, !h.fAddress.Hidden && needsAddress && a.Address == "" && a.Home.IsZero(), "Enter the address, so that a guest finds the door.")
	checkNumber(h.fLodgers, h.lodgers)
	_, _, known := h.s.desk.Reference().OutcodePosition(a.Outcode)
	same := h.s.room != nil && h.s.room.Facts.Outcode == a.Outcode
	switch {
	case a.Outcode == "":
		h.fOutcode.SetError("Enter the first half of the postcode, for example GU2.")
	case !known && !same:
		h.fOutcode.SetError("There is no postcode that begins with " + a.Outcode + ". Check it, for example GU2 or RH10.")
	default:
		h.fOutcode.SetError("")
	}
	set(h.fArea, a.Area == "", "Choose the rental area that the home lies in.")
	return nil
}

func (h *homeStep) shown(*answers) { h.arrange() }

func (h *homeStep) supplyNow() marketplace.Supply {
	for _, v := range h.s.supplies() {
		if v.String() == h.supply.Value() {
			return v
		}
	}
	return h.s.supplies()[0]
}

// supplyChosen turns to the homes of another kind of room.
func (h *homeStep) supplyChosen() {
	h.chosen = marketplace.ID{}
	if own := h.s.homesFor(h.supplyNow()); len(own) > 0 {
		h.chosen = own[0].Home
	}
	h.listHomes()
	h.takeChosen()
}

func (h *homeStep) homeChosen(value string) {
	h.chosen = marketplace.ID{}
	if id, err := marketplace.ParseID(value); err == nil {
		h.chosen = id
	}
	h.takeChosen()
}

// takeChosen shows what the chosen home says.
func (h *homeStep) takeChosen() {
	a := answers{Home: h.chosen}
	a.takeHome(h.s.homes)
	h.writeHome(&a)
	h.arrange()
}

func (h *homeStep) listHomes() {
	own := h.s.homesFor(h.supplyNow())
	options := make([]xwidget.Option, 0, len(own)+1)
	for i, home := range own {
		label := home.Address
		if label == "" {
			label = "Home " + xwidget.FormatCount(i+1) + ", whose address is not readable here"
		}
		options = append(options, xwidget.Option{Value: home.Home.String(), Label: label, Note: xwidget.CountOf(home.RoomCount, "room", "rooms")})
	}
	options = append(options, xwidget.Option{Value: anotherHome, Label: "Add another home"})
	h.home.SetOptions(options)
	h.home.SetValue(anotherHome)
	if !h.chosen.IsZero() {
		h.home.SetValue(h.chosen.String())
	}
}

// arrange shows the fields that this room needs.
func (h *homeStep) arrange() {
	own := h.supplyNow() == marketplace.SupplyHome
	h.fSupply.Hidden = len(h.s.supplies()) < 2
	h.fOrg.Hidden = own || h.s.room != nil || !h.s.desk.Me().Roles.Has(marketplace.RoleCoordinator)
	none := !h.s.claimed()
	h.fHome.Hidden = none || len(h.s.homesFor(h.supplyNow())) == 0
	h.fAddress.Hidden, h.fLodgers.Hidden, h.fTax.Hidden = none, none, none || !own
	h.fHome.Label, h.fLodgers.Hint = "Which home?", "In the whole home, all its rooms together."
	if !own {
		h.fHome.Label, h.fLodgers.Hint = "Which building?", "In the whole building, all its rooms together."
	}
	h.box.Refresh()
	if h.s.ready {
		h.s.page.Refresh()
	}
}

// suggest chooses the rental area in which homes of the outcode usually lie.
func (h *homeStep) suggest() {
	ref := h.s.desk.Reference()
	h.say("")
	code, ok := assets.Outcode(h.outcode.Text())
	if !ok {
		return
	}
	town, known := ref.OutcodeTown(code)
	if !known {
		return
	}
	h.say(code + ", " + town + ".")
	guess, ok := ref.AreaOf(code)
	if !ok {
		return
	}
	if _, capped := h.s.policy.Areas[guess.Area]; !capped {
		return
	}
	h.area = guess.Area
	h.areas.SetValue(guess.Area)
	words := code + ", " + town + ". Homes there usually lie in the rental area " + guess.Area + "."
	if guess.Check {
		words = code + ", " + town + ". The nearest rental area is " + guess.Area + ": check that it is yours."
	}
	h.say(words)
}

// say says something of the outcode under its field.
func (h *homeStep) say(words string) {
	h.found.Content, h.found.Hidden = words, words == ""
	h.box.Refresh()
	h.s.page.Refresh()
}

// tidy keeps only the first half of a whole postcode.
func (h *homeStep) tidy() {
	if code, ok := assets.Outcode(h.outcode.Text()); ok && code != h.outcode.Text() {
		h.outcode.SetText(code)
	}
}

func (h *homeStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Who sees the address?", Body: "You, and the lead of a guest whose booking is agreed. Everybody else sees the first half of the postcode and the place to about a kilometre."},
		{Heading: "Why the rental area?", Body: "Rents in Settle are capped below the average of their area, so that arriving colleagues pay a fair price wherever they work."},
	}
}

func supplyOptions(supplies []marketplace.Supply) []xwidget.Option {
	labels := map[marketplace.Supply]string{
		marketplace.SupplyHome: "Mine: a room in my home", marketplace.SupplyTrust: "My organisation’s: a room that it owns", marketplace.SupplyUniversity: "A university residence",
	}
	var all []xwidget.Option
	for _, v := range supplies {
		all = append(all, xwidget.Option{Value: v.String(), Label: labels[v]})
	}
	return all
}

func orgOptions(orgs []marketplace.OrgRow) []xwidget.Option {
	var all []xwidget.Option
	for _, o := range orgs {
		all = append(all, xwidget.Option{Value: o.Code, Label: o.NameText})
	}
	return all
}

// areaOptions is the areas of the policy with their caps.
func areaOptions(policy *marketplace.CapPolicy) []xwidget.Option {
	var all []xwidget.Option
	for name := range policy.Areas {
		limit, _, _ := policy.Limit(name)
		all = append(all, xwidget.Option{Value: name, Label: name, Note: "cap " + limit.String()})
	}
	slices.SortFunc(all, func(a, b xwidget.Option) int { return strings.Compare(a.Label, b.Label) })
	return all
}
