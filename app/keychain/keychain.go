package keychain

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"

	"settle.example/settle/marketplace/sqlite"
)

// service is what secrets are filed under.
const service = "Settle"

// Off is the environment variable that, set to off, keeps Settle away from the keyring: for servers and tests.
const Off = "SETTLE_KEYRING"

// patience is how long an answer may take: a person may have to unlock the keyring first.
const patience = 2 * time.Minute

var errSilent = errors.New("the keyring did not answer")

// chain is the keyring of the system.
type chain struct{}

var _ sqlite.Vault = chain{}

// System is the keyring of the system, or nil where there is none to ask.
func System() sqlite.Vault {
	if os.Getenv(Off) == "off" || !reachable(runtime.GOOS, os.Getenv) {
		return nil
	}
	return chain{}
}

// reachable is false where there is no session bus to find a keyring on. Asking all the same would start a bus.
func reachable(system string, env func(string) string) bool {
	if system == "windows" || system == "darwin" || env("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join("/run/user", strconv.Itoa(os.Getuid()), "bus"))
	return err == nil
}

// Secret reads a secret.
func (chain) Secret(name string) (secret string, ok bool, err error) {
	secret, err = patient(func() (string, error) { return keyring.Get(service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return "", false, nil
	}
	return secret, err == nil, err
}

// Keep keeps a secret.
func (chain) Keep(name, secret string) error {
	_, err := patient(func() (string, error) { return "", keyring.Set(service, name, secret) })
	return err
}

// Forget removes a secret.
func (chain) Forget(name string) error {
	_, err := patient(func() (string, error) { return "", keyring.Delete(service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

// patient asks the keyring, which knows no deadline of its own. An answer that comes too late is dropped.
func patient(ask func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	given := make(chan answer, 1)
	go func() {
		secret, err := ask()
		given <- answer{secret, err}
	}()
	select {
	case a := <-given:
		return a.secret, a.err
	case <-time.After(patience):
		return "", errSilent
	}
}
