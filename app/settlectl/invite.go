package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// inviteCmd invites a person, or another computer of theirs.
type inviteCmd struct {
	Org     string            `placeholder:"ODS" help:"ODS code of their organisation."`
	Person  string            `placeholder:"NAME" help:"Their name, as colleagues know them."`
	Roles   marketplace.Roles `placeholder:"ROLES" help:"Their roles, with commas between."`
	For     string            `placeholder:"ID" help:"Instead of these three: somebody who takes part already, for another computer of theirs."`
	Out     string            `required:"" placeholder:"FILE" help:"File to write the invitation to. It must not exist."`
	Address []string          `placeholder:"HOST:PORT" sep:"none" help:"Where they reach the system: at this computer or, as DEVICE@HOST:PORT, at another. Where you name none: the always-on computers known here."`
	Days    int               `default:"14" help:"How many days it can be used; 0 for no end."`
	QR      bool              `name:"qr" help:"Show the code as a QR code, too."`
}

// invitationOut is an invitation.
type invitationOut struct {
	Invitation string   `json:"invitation"`
	Person     string   `json:"person"`
	Name       string   `json:"name"`
	File       string   `json:"file,omitempty"`
	Code       string   `json:"code"`
	Until      string   `json:"until,omitempty"`
	Addresses  []string `json:"addresses"`
}

// Run invites.
func (c *inviteCmd) Run(e *env) error {
	if err := c.check(); err != nil {
		return err
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		command := marketplace.InvitePerson{Name: c.Person, Org: strings.ToUpper(c.Org), Roles: c.Roles}
		if c.Days > 0 {
			command.Until = marketplace.InstantOf(e.time().AddDate(0, 0, c.Days))
		}
		var err error
		if c.For != "" {
			if command.Person, err = e.person(s, c.For); err != nil {
				return err
			}
		}
		addresses, err := c.addresses(e, s)
		if err != nil {
			return err
		}
		i, err := s.Invite(e.ctx, command, addresses...)
		if err != nil {
			return err
		}
		code, err := i.Code()
		if err != nil {
			return err
		}
		person, ref := command.Person, marketplace.Ref{Device: marketplace.DeviceID(i.Inviter), Seq: i.Seq}
		if person.IsZero() {
			person = marketplace.PersonOf(ref)
		}
		out := invitationOut{marketplace.SubjectOf(ref).String(), person.String(), i.Person, c.Out, code, instant(command.Until), []string{}}
		for _, a := range i.Addresses {
			out.Addresses = append(out.Addresses, a.HostPort)
		}
		// The invitation is in the log by now: its code is told, whatever becomes of the file.
		unwritten := identity.WriteInvitation(c.Out, i)
		if unwritten != nil {
			out.File = ""
			e.say("The file %s could not be written, so use the code: %s.", line(c.Out), fileTrouble(unwritten))
		}
		if err := e.answer(out, func(p *paper) { c.show(p, &out, command.Until) }); err != nil || unwritten == nil {
			return err
		}
		return errPart
	})
}

// check says what is wrong with the call before anything is written.
func (c *inviteCmd) check() error {
	switch {
	case c.For == "" && (c.Org == "" || c.Person == "" || c.Roles == 0):
		return usageError{errors.New("say whom you invite: --org, --person and --roles, or --for")}
	case c.For != "" && (c.Org != "" || c.Person != "" || c.Roles != 0):
		return usageError{errors.New("--for names somebody who takes part already: leave --org, --person and --roles out")}
	case c.Days < 0 || c.Days > 366:
		return usageError{errors.New("--days is from 0 to 366")}
	}
	if _, err := os.Lstat(c.Out); err == nil {
		return marketplace.Errorf(marketplace.Refused, "There is a file %s already. Choose another name.", line(c.Out))
	}
	if info, err := os.Stat(filepath.Dir(c.Out)); err != nil || !info.IsDir() {
		return marketplace.Errorf(marketplace.Invalid, "There is no folder for the file %s. Make it first, or choose another name.", line(c.Out))
	}
	return nil
}

// fileTrouble is why a file could not be written, within a sentence.
func fileTrouble(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "you may not write there"
	case errors.Is(err, fs.ErrExist):
		return "there is one of that name"
	}
	return "the disk is full or does not take it"
}

// addresses is where the joiner can reach the system.
func (c *inviteCmd) addresses(e *env, s *sqlite.Store) ([]identity.Address, error) {
	var all []identity.Address
	for _, typed := range c.Address {
		a := identity.Address{HostPort: typed, Device: oplog.DeviceID(s.Device())}
		if device, address, ok := strings.Cut(typed, "@"); ok {
			id, err := e.device(s, device)
			if err != nil {
				return nil, err
			}
			a = identity.Address{HostPort: address, Device: oplog.DeviceID(id)}
		}
		all = append(all, a)
	}
	if len(all) > 0 {
		return all, nil
	}
	known, err := s.Addresses(e.ctx)
	for _, k := range known {
		if k.AlwaysOn && !k.Device.IsZero() && identity.CheckAddress(k.Address) == nil && len(all) < identity.MaxAddresses {
			all = append(all, identity.Address{HostPort: k.Address, Device: k.Device})
		}
	}
	return all, err
}

// show tells people what to do with it.
func (c *inviteCmd) show(p *paper, out *invitationOut, until marketplace.Instant) {
	once := "It can be used once."
	if !until.IsZero() {
		once = "It can be used once, until " + until.String() + "."
	}
	if out.File != "" {
		p.f("The invitation for %s is in %s. Hand it to them only: whoever has it can join in their name. %s\n", line(out.Name), line(out.File), once)
		p.f("Instead of the file they can type this code:\n\n")
	} else {
		p.f("%s can type this code. Hand it to them only: whoever has it can join in their name. %s\n\n", line(out.Name), once)
	}
	p.f("%s\n", identity.GroupCode(out.Code))
	if len(out.Addresses) == 0 {
		p.f("\nIt holds no address: they join over the local network or with a bundle, or you invite again with --address.\n")
	}
	if !c.QR {
		return
	}
	q, err := qrcode.New(out.Code, qrcode.Medium)
	if err != nil { // a code is never too long for one
		p.err = errors.Join(p.err, err)
		return
	}
	p.f("\n%s", q.ToSmallString(false))
}
