package main

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// flood opens n connections from one address and holds what it gets, for so long.
// A third say nothing, a third speak noise, a third begin a handshake.
func flood(address string, n int, hold time.Duration) error {
	var mu sync.Mutex
	var all []net.Conn
	failed := 0
	hello := clientHello(address)
	var running sync.WaitGroup
	places := make(chan struct{}, 256)
	began := time.Now()
	for i := range n {
		places <- struct{}{}
		running.Go(func() {
			defer func() { <-places }()
			conn, err := net.DialTimeout("tcp", address, 3*time.Second)
			if err == nil {
				switch i % 3 {
				case 1:
					_, err = conn.Write(noise(256))
				case 2:
					_, err = conn.Write(hello)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			if conn != nil {
				all = append(all, conn)
			}
			if err != nil {
				failed++
			}
		})
	}
	running.Wait()
	fmt.Printf("%d connections were opened in %.1f s, %d of them dropped at once\n", len(all), time.Since(began).Seconds(), failed)
	<-time.After(hold)
	for _, conn := range all {
		_ = conn.Close() // it was open; that was all
	}
	if len(all) < n*9/10 {
		return fmt.Errorf("only %d of %d connections came about, so this shows nothing", len(all), n)
	}
	return nil
}

// clientHello is how a handshake with the node begins.
func clientHello(address string) []byte {
	l, err := call(address, newKey(), protocolLog, nil)
	if err != nil {
		return noise(300)
	}
	defer l.hangUp()
	b := l.wire.sent.Bytes()
	return b[:min(len(b), 300)]
}
