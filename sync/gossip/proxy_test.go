package gossip_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"settle.example/settle/sync/gossip"
)

func TestConnectAnswers(t *testing.T) {
	cases := []struct {
		name, answer string
		want         error  // nil and no text: it is taken
		text         string // that the error says
	}{
		{"a plain yes", "HTTP/1.1 200 OK\r\n\r\n", nil, ""},
		{"an old proxy's yes", "HTTP/1.0 200 Connection established\r\nVia: 1.0 gate\r\n\r\n", nil, ""},
		{"who are you", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", gossip.ErrProxyLogin, ""},
		{"no", "HTTP/1.1 403 Forbidden\r\n\r\n", nil, "answer 403"},
		{"moved", "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\n\r\n", nil, "answer 302"},
		{"not HTTP", "SSH-2.0-x\r\n\r\n", gossip.ErrProxyAnswer, ""},
		{"cut short", "HTTP/1.1 200 OK\r\n", gossip.ErrProxyAnswer, ""},
		{"nothing", "", gossip.ErrProxyAnswer, ""},
		{"something of its own after it", "HTTP/1.1 200 OK\r\n\r\nhello", gossip.ErrProxyAnswer, ""},
		{"without end", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2*gossip.MaxProxyAnswer), gossip.ErrProxyAnswer, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.answer), iotest.OneByteReader(strings.NewReader(c.answer))} {
				err := gossip.ReadConnectAnswer(r)
				switch {
				case c.text != "":
					if err == nil || !strings.Contains(err.Error(), c.text) {
						t.Errorf("got %v, want something about %q", err, c.text)
					}
				case c.name == "something of its own after it" && err == nil:
					// Byte by byte it is not seen here; TLS refuses it.
				case !errors.Is(err, c.want):
					t.Errorf("got %v, want %v", err, c.want)
				}
			}
		})
	}
}

func FuzzConnectAnswer(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := gossip.ReadConnectAnswer(bytes.NewReader(b)); err == nil && !bytes.HasSuffix(b, []byte("\r\n\r\n")) {
			t.Errorf("%q was taken for a yes", b)
		}
	})
}

// proxy is an HTTP proxy on loopback that connects to wherever it is asked to.
type proxy struct {
	listener net.Listener
	login    string // wanted as Proxy-Authorization

	mu    sync.Mutex
	asked []string
	conns []net.Conn
	busy  sync.WaitGroup
}

func newProxy(t *testing.T) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l}
	p.busy.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.keep(conn)
			p.busy.Go(func() { p.serve(conn) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		p.mu.Lock()
		for _, c := range p.conns {
			_ = c.Close()
		}
		p.mu.Unlock()
		p.busy.Wait()
	})
	return p
}

func (p *proxy) keep(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns = append(p.conns, c)
}

func (p *proxy) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	r, err := http.ReadRequest(in)
	if err != nil || r.Method != http.MethodConnect {
		return
	}
	if p.login != "" && r.Header.Get("Proxy-Authorization") != p.login {
		_, _ = io.WriteString(conn, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
		return
	}
	p.mu.Lock()
	p.asked = append(p.asked, r.Host)
	p.mu.Unlock()
	there, err := net.Dial("tcp", r.Host)
	if err != nil {
		_, _ = io.WriteString(conn, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
		return
	}
	defer there.Close()
	p.keep(there)
	_, _ = io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
	p.busy.Go(func() {
		defer conn.Close()
		_, _ = io.Copy(conn, there)
	})
	_, _ = io.Copy(there, in)
}

func (p *proxy) url(user *url.Userinfo) func(string) (*url.URL, error) {
	return func(string) (*url.URL, error) {
		return &url.URL{Scheme: "http", Host: p.listener.Addr().String(), User: user}, nil
	}
}

func TestDialThroughProxy(t *testing.T) {
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := echo.Accept()
			if err != nil {
				return
			}
			_, _ = io.Copy(c, c)
			_ = c.Close()
		}
	}()
	p := newProxy(t)
	p.login = "Basic bGVhZDpzZXNhbWU=" // lead:sesame
	t.Run("with a login", func(t *testing.T) {
		network := &gossip.TCP{Proxy: p.url(url.UserPassword("lead", "sesame"))}
		conn, err := network.Dial(t.Context(), echo.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "hello"); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 5)
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "hello" {
			t.Errorf("got %q, %v", got, err)
		}
	})
	t.Run("without", func(t *testing.T) {
		network := &gossip.TCP{Proxy: p.url(nil)}
		if _, err := network.Dial(t.Context(), echo.Addr().String()); !errors.Is(err, gossip.ErrProxyLogin) {
			t.Errorf("got %v, want a word about the login", err)
		}
	})
	t.Run("a proxy that never answers", func(t *testing.T) {
		mute, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer mute.Close()
		ctx, cancel := context.WithCancel(t.Context())
		network := &gossip.TCP{Proxy: func(string) (*url.URL, error) {
			return &url.URL{Scheme: "http", Host: mute.Addr().String()}, nil
		}}
		go func() {
			c, err := mute.Accept()
			cancel()
			if err == nil {
				_, _ = io.Copy(io.Discard, c)
				_ = c.Close()
			}
		}()
		if conn, err := network.Dial(ctx, echo.Addr().String()); err == nil {
			_ = conn.Close()
			t.Error("it connected through nobody")
		}
	})
	for _, bad := range []string{"socks5://gate:1080", "http://", "gate"} {
		t.Run("a proxy written as "+bad, func(t *testing.T) {
			u, err := url.Parse(bad)
			if err != nil {
				t.Fatal(err)
			}
			network := &gossip.TCP{Proxy: func(string) (*url.URL, error) { return u, nil }}
			if _, err := network.Dial(t.Context(), echo.Addr().String()); err == nil {
				t.Error("it was taken")
			}
		})
	}
	_ = echo.Close()
	<-done
}

func TestAddresses(t *testing.T) {
	for _, good := range []string{"node.trust.example:7946", "192.0.2.7:1", "[2001:db8::7]:7946", "[fe80::1%eth0]:7946", "a_b:80"} {
		if err := gossip.CheckAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "node", ":7946", "node:", "node:0", "node:65536", "node:x", "no de:1", "node\r\nX: y:1",
		"node/../:1", strings.Repeat("a", 300) + ":1", "user@node:1",
	} {
		if err := gossip.CheckAddress(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
