package gossip_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/mdns"

	"settle.example/settle/sync/gossip"
)

const service = "._settle._tcp.local."

func TestAnnouncementIsNotPersonal(t *testing.T) {
	at := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 7946}
	s, err := gossip.Announcement(deviceOf(1), at)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.ToLower(fmt.Sprintf("%+v", *s))
	if host, err := os.Hostname(); err == nil && len(host) > 3 && strings.Contains(all, strings.ToLower(host)) {
		t.Errorf("it names the computer: %s", all)
	}
	if s.Port != 7946 || len(s.TXT) != 1 || s.TXT[0] != "device="+deviceOf(1).String() || len(s.IPs) != 1 || !s.IPs[0].Equal(at.IP) {
		t.Errorf("it says %+v", s)
	}
	for label := range strings.SplitSeq(s.Instance+"."+s.HostName, ".") {
		if len(label) > 63 {
			t.Errorf("%q is too long for a label", label)
		}
	}
}

func TestDiscovered(t *testing.T) {
	id := "device=" + deviceOf(1).String()
	good := mdns.ServiceEntry{Name: "0011" + service, Port: 7946, AddrV4: net.IPv4(192, 0, 2, 7), InfoFields: []string{id}}
	with := func(change func(*mdns.ServiceEntry)) mdns.ServiceEntry {
		e := good
		change(&e)
		return e
	}
	cases := []struct {
		name  string
		entry mdns.ServiceEntry
		want  string // empty: refused
	}{
		{"IPv4", good, "192.0.2.7:7946"},
		{"IPv6", with(func(e *mdns.ServiceEntry) {
			e.AddrV4, e.AddrV6IPAddr = nil, &net.IPAddr{IP: net.ParseIP("fe80::7"), Zone: "eth0"}
		}), "[fe80::7%eth0]:7946"},
		{"another service", with(func(e *mdns.ServiceEntry) { e.Name = "x._printer._tcp.local." }), ""},
		{"no port", with(func(e *mdns.ServiceEntry) { e.Port = 0 }), ""},
		{"no address", with(func(e *mdns.ServiceEntry) { e.AddrV4 = nil }), ""},
		{"an address for everybody", with(func(e *mdns.ServiceEntry) { e.AddrV4 = net.IPv4(224, 0, 0, 1) }), ""},
		{"no address at all", with(func(e *mdns.ServiceEntry) { e.AddrV4 = net.IPv4zero }), ""},
		{"no device", with(func(e *mdns.ServiceEntry) { e.InfoFields = nil }), ""},
		{"not a device", with(func(e *mdns.ServiceEntry) { e.InfoFields = []string{"device=xyz"} }), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := gossip.Discovered(&c.entry)
			if (err == nil) != (c.want != "") || (err == nil && (got.Address != c.want || got.Device != deviceOf(1))) {
				t.Errorf("got %v, %v, want %q", got, err, c.want)
			}
		})
	}
}

// TestTheEndDoesNotWaitForTheLocalNetwork ends a node while the local network still has time to answer.
func TestTheEndDoesNotWaitForTheLocalNetwork(t *testing.T) {
	began, over, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	defer gossip.SetQuery(func(ctx context.Context, _ *mdns.QueryParam) error {
		defer close(ended)
		close(began)
		<-over
		return ctx.Err()
	})()
	c := loopback(0, newMembers(0))
	c.Listen, c.Discover = "", true
	node := start(t, c)
	<-began
	stop(t, node)
	close(over)
	<-ended
}

func FuzzDiscovered(f *testing.F) {
	f.Add("0011"+service, 7946, []byte{192, 0, 2, 7}, "device="+deviceOf(1).String())
	f.Fuzz(func(t *testing.T, name string, port int, ip []byte, info string) {
		e := &mdns.ServiceEntry{Name: name, Port: port, AddrV4: ip, InfoFields: []string{info}}
		if a, err := gossip.Discovered(e); err == nil && (gossip.CheckAddress(a.Address) != nil || a.Device.IsZero()) {
			t.Errorf("%+v became %+v", e, a)
		}
	})
}
