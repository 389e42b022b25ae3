package main

import (
	"errors"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"settle.example/settle/app/setup"
)

// cli is the grammar. Commands that belong together stand together in the help.
type cli struct {
	Data    *string          `placeholder:"FOLDER" help:"Folder that holds the data; this machine's own when left out."`
	JSON    bool             `name:"json" help:"Answer with one JSON value."`
	Now     time.Time        `placeholder:"INSTANT" help:"Take this for the present time, such as 2027-01-05T09:00:00Z; in a rehearsal system only."`
	Version kong.VersionFlag `help:"Say which version this is."`

	Found   foundCmd   `cmd:"" group:"begin" help:"Found a system in the data folder; you become its first member."`
	Demo    demoCmd    `cmd:"" group:"begin" help:"Found a demo system of invented people that has lived for a year."`
	Join    joinCmd    `cmd:"" group:"begin" help:"Take part in a system that others founded, by an invitation."`
	Restore restoreCmd `cmd:"" group:"begin" help:"Bring a backup back, as a new device of the same person."`

	Import struct {
		Rooms    importRoomsCmd    `cmd:"" help:"Import rooms, and the dates on which they are not free, from CSV or XLSX."`
		Arrivals importArrivalsCmd `cmd:"" help:"Import arrivals from CSV or XLSX."`
		Offers   importOffersCmd   `cmd:"" help:"Import what volunteers offer from CSV or XLSX."`
	} `cmd:"" group:"work" help:"Import rooms, arrivals or offers from CSV or XLSX."`
	Rooms    roomsCmd    `cmd:"" group:"work" help:"List rooms."`
	Room     roomCmd     `cmd:"" group:"work" help:"Show a room."`
	Search   searchCmd   `cmd:"" group:"work" help:"Find free rooms."`
	Arrivals arrivalsCmd `cmd:"" group:"work" help:"List arrivals."`
	Arrival  arrivalCmd  `cmd:"" group:"work" help:"Show an arrival."`
	Bookings bookingsCmd `cmd:"" group:"work" help:"List bookings."`
	Booking  bookingCmd  `cmd:"" group:"work" help:"Show a booking."`
	Book     bookCmd     `cmd:"" group:"work" help:"Ask for a room, answer, and see a stay through."`
	Today    todayCmd    `cmd:"" group:"work" help:"List what needs you today."`

	Listing listingCmd `cmd:"" group:"host" help:"List rooms, price them and keep their calendars."`
	Tax     taxCmd     `cmd:"" group:"host" help:"Show your own income against the Rent a Room limit."`

	Offers   offersCmd   `cmd:"" group:"welcome" help:"List what volunteers offer."`
	Offer    offerCmd    `cmd:"" group:"welcome" help:"Show an offer."`
	Offering offeringCmd `cmd:"" group:"welcome" help:"Offer a welcome yourself."`
	Pairings pairingsCmd `cmd:"" group:"welcome" help:"List arrivals with their volunteers."`
	Pair     pairCmd     `cmd:"" group:"welcome" help:"Ask a volunteer for an arrival, answer, and see it through."`

	Report struct {
		Nights nightsCmd `cmd:"" help:"Report nights provided."`
	} `cmd:"" group:"answer" help:"Report nights provided."`
	Cap           capCmd           `cmd:"" group:"answer" help:"Show or set the rent cap."`
	Members       membersCmd       `cmd:"" group:"answer" help:"List who takes part, with which computers, and who is invited."`
	Member        memberCmd        `cmd:"" group:"answer" help:"Add people and change their roles."`
	Invite        inviteCmd        `cmd:"" group:"answer" help:"Invite a person, or another computer of somebody who takes part."`
	Revoke        revokeCmd        `cmd:"" group:"answer" help:"End a computer's part: it was lost, or its person has left."`
	Organisations organisationsCmd `cmd:"" group:"answer" help:"List the organisations of the system."`

	Node  nodeCmd  `cmd:"" group:"connect" help:"Keep this computer connected with the others until it is told to end."`
	Sync  syncCmd  `cmd:"" group:"connect" help:"Share with the others until all is in step."`
	Peers peersCmd `cmd:"" group:"connect" help:"List the other computers, as the last connection found them."`

	Bundle struct {
		Export bundleExportCmd `cmd:"" help:"Save all that is here, or what another computer lacks, in a file to carry there."`
		Import bundleImportCmd `cmd:"" help:"Take in what a bundle brings that is not here."`
	} `cmd:"" group:"connect" help:"Share by a stick, where no network leads."`

	Digest     digestCmd     `cmd:"" group:"keep" help:"Print a hash of all that the entries come to: equal on machines that hold the same."`
	Verify     verifyCmd     `cmd:"" group:"keep" help:"Check every page, chain, signature and fold."`
	Backup     backupCmd     `cmd:"" group:"keep" help:"Copy all data into one file while Settle runs."`
	Status     statusCmd     `cmd:"" group:"keep" help:"Say what is in the data folder and what waits."`
	Passphrase passphraseCmd `cmd:"" group:"keep" help:"Lock this computer's key with a passphrase, or take that off."`
	Renew      renewCmd      `cmd:"" group:"keep" help:"Let this computer go on under a new key: after its clock was far ahead, for instance."`
	Keeper     keeperCmd     `cmd:"" group:"keep" help:"Say which computer keeps a room's calendar or an offer, and give it to another."`

	Completion completionCmd `cmd:"" group:"shell" help:"Print completions for bash, zsh or fish."`
	Complete   completeCmd   `cmd:"" name:"_complete" group:"shell" hidden:"" passthrough:"" help:"Print what may come next."`
	Man        manCmd        `cmd:"" group:"shell" help:"Print the manual page."`
}

// groups are the headings of the help.
var groups = []kong.Group{
	{Key: "begin", Title: "To begin"},
	{Key: "work", Title: "Rooms, arrivals and bookings"},
	{Key: "host", Title: "For hosts"},
	{Key: "welcome", Title: "A welcome"},
	{Key: "answer", Title: "To answer for the system"},
	{Key: "connect", Title: "To share with others"},
	{Key: "keep", Title: "To look after the data"},
	{Key: "shell", Title: "For the shell"},
}

const description = "Settle finds a fair-priced room and a welcome for colleagues who come from overseas. settlectl does in a terminal or a script what the desktop does in a window."

// parser is the parser of the grammar into c.
func parser(c *cli, e *env) (*kong.Kong, error) {
	options := append([]kong.Option{
		kong.Name("settlectl"), kong.Description(description),
		kong.Vars{"version": setup.Version, "reasons": reasons(), "kinds": kinds()},
		kong.Writers(e.out, e.err),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}), kong.ExplicitGroups(groups), kong.Exit(os.Exit),
	}, mappers()...)
	return kong.New(c, options...)
}

// call parses the arguments, does what they say and answers with the exit code.
func (e *env) call(args []string) int {
	var c cli
	k, err := parser(&c, e)
	if err != nil {
		return e.fail(err)
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return e.fail(usage(err))
	}
	e.json, e.now, e.model = c.JSON, c.Now, k.Model
	if c.Data != nil {
		// An empty name comes of a variable that is not set: it is nobody's wish to work in the present folder.
		if *c.Data == "" {
			return e.fail(usageError{errors.New("--data names no folder")})
		}
		e.dir = kong.ExpandPath(*c.Data)
	}
	return e.fail(parsed.Run(e))
}

// usage is a mistake in how settlectl was called.
func usage(err error) error {
	if parse := (*kong.ParseError)(nil); errors.As(err, &parse) {
		return usageError{parse}
	}
	return err
}

type usageError struct{ error }
