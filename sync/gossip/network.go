package gossip

import (
	"context"
	"net"
	"net/url"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Network opens and accepts the connections that a Node runs TLS over. TCP is
// the real one. Addresses are "host:port".
type Network interface {
	// Dial connects to the address until ctx ends.
	Dial(ctx context.Context, address string) (net.Conn, error)
	// Listen accepts connections at the address; port 0 lets the system choose.
	Listen(address string) (net.Listener, error)
}

// TCP is the network of this machine.
type TCP struct {
	// Proxy returns the HTTP or HTTPS proxy by which an address is reached, nil
	// for straight there. A nil Proxy means straight there always.
	Proxy func(address string) (*url.URL, error)
}

// FromEnvironment returns the network of this machine, with the proxy that
// HTTPS_PROXY and NO_PROXY name, read as every Go program reads them.
func FromEnvironment() *TCP {
	choose := httpproxy.FromEnvironment().ProxyFunc()
	return &TCP{Proxy: func(address string) (*url.URL, error) {
		return choose(&url.URL{Scheme: "https", Host: address})
	}}
}

// keepAlive finds out within half a minute that an idle connection is dead.
// Heartbeats do the same through proxies; this needs no traffic of ours.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}

// Dial implements Network.
func (t *TCP) Dial(ctx context.Context, address string) (net.Conn, error) {
	dialer := &net.Dialer{KeepAliveConfig: keepAlive}
	if t.Proxy == nil {
		return dialer.DialContext(ctx, "tcp", address)
	}
	proxy, err := t.Proxy(address)
	if err != nil {
		return nil, errProxyAddress
	}
	if proxy == nil {
		return dialer.DialContext(ctx, "tcp", address)
	}
	return dialProxy(ctx, dialer, proxy, address)
}

// Listen implements Network.
func (t *TCP) Listen(address string) (net.Listener, error) {
	listen := net.ListenConfig{KeepAliveConfig: keepAlive}
	return listen.Listen(context.Background(), "tcp", address)
}
