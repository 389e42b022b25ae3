package gossip

import (
	"net"
	"slices"
)

// ownAddresses are this machine's addresses on its networks, private ones first,
// IPv4 before IPv6, none that reaches no further than a cable.
func ownAddresses() []net.IP {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []net.IP
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			out = append(out, n.IP)
		}
	}
	order := func(ip net.IP) int {
		o := 0
		if !ip.IsPrivate() {
			o += 2
		}
		if ip.To4() == nil {
			o++
		}
		return o
	}
	slices.SortStableFunc(out, func(a, b net.IP) int { return order(a) - order(b) })
	return out
}

// firstAddress is the address to name to others; that of the loopback if this
// machine is on no network.
func firstAddress() net.IP {
	if all := ownAddresses(); len(all) > 0 {
		return all[0]
	}
	return net.IPv4(127, 0, 0, 1)
}
