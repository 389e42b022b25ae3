package gossip

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// maxProxyAnswer bounds what a proxy may answer before the connection is ours,
// in bytes.
const maxProxyAnswer = 16 << 10

// What can go wrong with a proxy, each with what to do.
var (
	errProxyAddress = errors.New("the proxy's address in HTTPS_PROXY cannot be used: write it as http://name:port")
	errProxyAnswer  = errors.New("the proxy in HTTPS_PROXY did not answer as a proxy does: check its name and port")
	errProxyLogin   = errors.New("the proxy in HTTPS_PROXY wants a name and password: write it as http://name:password@proxy:port")
)

// dialProxy asks the proxy to connect to address (RFC 9110 §9.3.6, CONNECT) and
// returns the connection through it. The proxy sees the address and the size of
// what passes, no more: TLS runs inside, end to end.
func dialProxy(ctx context.Context, dialer *net.Dialer, proxy *url.URL, address string) (net.Conn, error) {
	port, secure := "80", false
	switch proxy.Scheme {
	case "http":
	case "https":
		port, secure = "443", true
	default:
		return nil, errProxyAddress
	}
	if proxy.Hostname() == "" {
		return nil, errProxyAddress
	}
	if p := proxy.Port(); p != "" {
		port = p
	}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(proxy.Hostname(), port))
	if err != nil {
		return nil, fmt.Errorf("reaching the proxy in HTTPS_PROXY: %w", err)
	}
	if secure {
		conn = tls.Client(conn, &tls.Config{ServerName: proxy.Hostname(), MinVersion: tls.VersionTLS12})
	}
	// A connection has deadlines and no context: closing it ends both calls.
	stop := context.AfterFunc(ctx, func() { shut(conn) })
	err = connect(conn, proxy.User, address)
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		shut(conn)
		return nil, err
	}
	return conn, nil
}

// connect asks for a way to address over conn.
func connect(conn io.ReadWriter, user *url.Userinfo, address string) error {
	var ask bytes.Buffer
	fmt.Fprintf(&ask, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n", address, address)
	if user != nil {
		password, _ := user.Password()
		login := base64.StdEncoding.EncodeToString([]byte(user.Username() + ":" + password))
		fmt.Fprintf(&ask, "Proxy-Authorization: Basic %s\r\n", login)
	}
	ask.WriteString("\r\n")
	if _, err := conn.Write(ask.Bytes()); err != nil {
		return err
	}
	return readConnectAnswer(conn)
}

// readConnectAnswer reads a proxy's answer to CONNECT and nothing beyond it.
func readConnectAnswer(r io.Reader) error {
	head := make([]byte, 0, 512)
	end := -1
	for end < 0 {
		if len(head) == maxProxyAnswer {
			return errProxyAnswer
		}
		if len(head) == cap(head) {
			head = append(make([]byte, 0, min(2*cap(head), maxProxyAnswer)), head...)
		}
		n, err := r.Read(head[len(head):cap(head)])
		from := max(0, len(head)-3)
		head = head[:len(head)+n]
		if i := bytes.Index(head[from:], []byte("\r\n\r\n")); i >= 0 {
			end = from + i + 4
		} else if err != nil {
			return errProxyAnswer
		}
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(head[:end])), &http.Request{Method: http.MethodConnect})
	if err != nil {
		return errProxyAnswer
	}
	shut(answer.Body)
	switch {
	case answer.StatusCode == http.StatusProxyAuthRequired:
		return errProxyLogin
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return fmt.Errorf("the proxy in HTTPS_PROXY refuses to connect (answer %d): ask who runs it to allow the address", answer.StatusCode)
	case end < len(head):
		// Inside, we speak first: whoever spoke before is not the other device.
		return errProxyAnswer
	}
	return nil
}
