package gossip

import (
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/mdns"

	"settle.example/settle/sync/oplog"
)

// What is announced on the local network (RFC 6763).
const (
	discoverService = "_settle._tcp"
	discoverDomain  = "local."
	discoverKey     = "device=" // of the one TXT record, before the device's id
	discoverTime    = time.Second
	maxDiscovered   = 64 // machines taken note of at one look
)

// silent takes what mdns logs: it names addresses.
var silent = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)

var errAnnouncement = errors.New("an announcement that no Settle makes")

// discover announces this machine on the local network and looks for others now
// and then. A network without multicast is no fault: there are other ways.
func (n *Node) discover() {
	if n.door != nil {
		server, err := announce(n.self, n.door.listener.Addr())
		if err != nil {
			n.logger.LogAttrs(n.ctx, slog.LevelInfo, "not announced on the local network")
		} else {
			defer func() { _ = server.Shutdown() }() // it has no error to return
		}
	}
	tick := time.NewTicker(n.config.Pace.Discover)
	defer tick.Stop()
	for {
		n.browse()
		select {
		case <-tick.C:
		case <-n.ctx.Done():
			return
		}
	}
}

// announce answers who asks for Settle on the local network.
func announce(self oplog.DeviceID, listening net.Addr) (*mdns.Server, error) {
	service, err := announcement(self, listening)
	if err != nil {
		return nil, err
	}
	return mdns.NewServer(&mdns.Config{Zone: service, Logger: silent})
}

// announcement is what the local network learns: the service, its port, this
// machine's addresses and the device's id. Never the machine's own name, which
// may be a person's.
func announcement(self oplog.DeviceID, listening net.Addr) (*mdns.MDNSService, error) {
	at, ok := listening.(*net.TCPAddr)
	if !ok {
		return nil, errAnnouncement
	}
	ips := []net.IP{at.IP}
	if at.IP.IsUnspecified() {
		ips = ownAddresses()
	}
	name := hex.EncodeToString(self[:8])
	return mdns.NewMDNSService(name, discoverService, discoverDomain,
		name+"."+discoverDomain, at.Port, ips, []string{discoverKey + self.String()})
}

// query asks the local network. It lets go of its sockets when the context ends,
// but returns only when the time for answers is over.
var query = mdns.QueryContext

// browse asks the local network who is there. At the end of the node it does not
// wait for the question's own end: that has nothing of the node's by then.
func (n *Node) browse() {
	found := make(chan *mdns.ServiceEntry, maxDiscovered) // what does not fit is lost, and found next time
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		_ = query(n.ctx, &mdns.QueryParam{ // a network without multicast is no fault
			Service: discoverService, Domain: strings.TrimSuffix(discoverDomain, "."),
			Timeout: discoverTime, Entries: found, Logger: silent,
		})
	}()
	select {
	case <-asked:
	case <-n.ctx.Done():
		return
	}
	for {
		select {
		case e := <-found:
			if a, err := discovered(e); err == nil && (a.Device == n.self || n.member(a.Device) || !n.member(n.self)) {
				n.found(a)
			}
		default:
			return
		}
	}
}

// found takes note of a machine on the local network. Our own key at an address
// that is not ours is a twin's.
func (n *Node) found(a Address) {
	if a.Device != n.self {
		n.peers.add(false, a)
		return
	}
	host, _, err := net.SplitHostPort(a.Address)
	if err != nil {
		return
	}
	for _, ip := range ownAddresses() {
		if ip.String() == host {
			return
		}
	}
	n.poolTwin(a.Address)
}

// discovered reads an announcement.
func discovered(e *mdns.ServiceEntry) (Address, error) {
	var a Address
	if !strings.HasSuffix(e.Name, "."+discoverService+"."+discoverDomain) || e.Port < 1 || e.Port > 65535 {
		return a, errAnnouncement
	}
	for _, field := range e.InfoFields {
		if id, ok := strings.CutPrefix(field, discoverKey); ok {
			if err := a.Device.UnmarshalText([]byte(id)); err != nil {
				return a, fmt.Errorf("%w: %w", errAnnouncement, err)
			}
		}
	}
	ip, ok := netip.AddrFromSlice(e.AddrV4)
	if !ok && e.AddrV6IPAddr != nil {
		ip, ok = netip.AddrFromSlice(e.AddrV6IPAddr.IP)
		ip = ip.WithZone(e.AddrV6IPAddr.Zone)
	}
	ip = ip.Unmap()
	if !ok || a.Device.IsZero() || ip.IsUnspecified() || ip.IsMulticast() {
		return a, errAnnouncement
	}
	a.Address = net.JoinHostPort(ip.String(), strconv.Itoa(e.Port))
	return a, CheckAddress(a.Address)
}
