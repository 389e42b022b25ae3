package app

import (
	"strings"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/sharing"
)

func TestWhatBundlesAndKeysCameTo(t *testing.T) {
	full := replication.Imported{New: 1204, NewPhotos: 1}
	worse := full
	worse.Faults = 1
	for name, c := range map[string]struct{ got, want string }{
		"nothing new":       {brought(replication.Imported{}), "All of the bundle was here already."},
		"both":              {brought(full), "The bundle brought 1,204 changes and 1 photo."},
		"changes":           {brought(replication.Imported{New: 1}), "The bundle brought 1 change."},
		"photos":            {brought(replication.Imported{NewPhotos: 3}), "The bundle brought 3 photos."},
		"parts":             {brought(replication.Imported{NewParts: 2}), "The bundle brought what was missing of 2 changes."},
		"a part that fails": {brought(worse), "The bundle brought 1,204 changes and 1 photo. Part of it does not hold and was left out."},
		"a copied disk":     {brought(replication.Imported{New: 1, Forks: 1}), "The bundle brought 1 change. It shows that a computer’s disk was copied: what that one did since is done again by it."},
		"saved":             {saved(replication.Contents{Entries: 18_353, Photos: 40}, "/media/stick/a.bundle"), "Saved 18,353 changes and 40 photos in a.bundle."},
		"a new key":         {reissued(0, 0), "This computer goes on under a new key."},
		"written again":     {reissued(3, 1), "This computer goes on under a new key. 3 changes that were not shared were written again. 1 change could not be: look at what you did last."},
	} {
		if c.got != c.want {
			t.Errorf("%s: it says %q", name, c.got)
		}
	}
}

func TestHowThisComputerIsConnectedIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]string
		want     sharing.Connection
	}{
		"as it comes":    {nil, sharing.Connection{Listen: true, Discover: true, Port: 7946}},
		"all off":        {map[string]string{ui.SettingListen: "off", ui.SettingDiscover: "off", ui.SettingApart: "yes"}, sharing.Connection{Apart: true, Port: 7946}},
		"another port":   {map[string]string{ui.SettingPort: "8000"}, sharing.Connection{Listen: true, Discover: true, Port: 8000}},
		"no port at all": {map[string]string{ui.SettingPort: "-5"}, sharing.Connection{Listen: true, Discover: true, Port: 7946}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := connectionOf(c.settings); got != c.want {
				t.Errorf("it is %+v", got)
			}
		})
	}
}

func TestWhatIsInTheWayOfJoiningIsSaid(t *testing.T) {
	for _, trouble := range []replication.Trouble{
		replication.TroubleStranger, replication.TroubleUsed, replication.TroubleSystem, replication.TroubleRevoked, replication.TroubleNewer, replication.TroubleDisk,
	} {
		if j := joiningOf(replication.Status{Trouble: trouble}, ui.Sharing{}); j.Problem == "" {
			t.Errorf("nothing is said of %q", trouble)
		}
		if j := joiningOf(replication.Status{Trouble: trouble, TroubleAt: "10.1.2.3:7946"}, ui.Sharing{}); trouble == replication.TroubleSystem && !strings.Contains(j.Problem, "at 10.1.2.3:7946") {
			t.Errorf("of %q it is not said where: %q", trouble, j.Problem)
		}
		linked := replication.Status{Trouble: trouble, Peers: []replication.Peer{{Linked: true}}}
		if j := joiningOf(linked, ui.Sharing{Linked: 1}); j.Problem != "" {
			t.Errorf("while another answers it says %q", j.Problem)
		}
	}
}
