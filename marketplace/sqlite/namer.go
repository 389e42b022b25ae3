package sqlite

import (
	"context"
	"fmt"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// settingBegun says since when this machine writes under which key, as "<device> <Unix seconds>".
const settingBegun = "identity.begun"

// rememberBeginning notes that this machine writes under a new key from now on.
func (t *tx) rememberBeginning(ctx context.Context) error {
	return t.set(ctx, settingBegun, fmt.Sprintf("%s %d", t.meta.self, t.now.Unix()))
}

// namer is the key that names the next one: the present one or, where nobody was met since this machine took that, the
// one that named it. Whoever is met next knows that key, and lets nobody in whom an unknown one names.
func (t *tx) namer(ctx context.Context, present *identity.Device) (*identity.Device, error) {
	d := t.sys.Devices[marketplace.DeviceID(present.ID())]
	if d == nil || d.Of.IsZero() {
		return present, nil
	}
	var text, device string
	if _, err := one(ctx, t, `SELECT value FROM setting WHERE key = ?`, []any{settingBegun}, &text); err != nil {
		return nil, err
	}
	var begun, met int64
	if n, err := fmt.Sscanf(text, "%s %d", &device, &begun); n != 2 || err != nil || device != d.ID.String() {
		return present, nil // it was taken before this was noted
	}
	if _, err := one(ctx, t, `SELECT coalesce(max(at), 0) FROM address`, nil, &met); err != nil {
		return nil, err
	}
	if _, ok := t.sys.ActorOf(d.Of); !ok || met > begun {
		return present, nil
	}
	keys, _ := t.s.keysHere()
	for _, key := range keys {
		if marketplace.DeviceID(key.ID()) == d.Of {
			return key, nil
		}
	}
	return present, nil
}
