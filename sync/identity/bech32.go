package identity

// bech32 encodes 32 bytes under a lower-case prefix as BIP 173 lays down: the
// text form in which age takes keys. There is no decoder because keys here are
// raw bytes, and age's own text never comes in.
func bech32(prefix string, data [32]byte) string {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	values := make([]byte, 0, 52) // 5 bits each, the last filled up with zeros
	acc, bits := uint32(0), 0
	for _, b := range data {
		acc, bits = acc<<8|uint32(b), bits+8
		for ; bits >= 5; bits -= 5 {
			values = append(values, byte(acc>>(bits-5))&31)
		}
	}
	values = append(values, byte(acc<<(5-bits))&31)

	check := uint32(1)
	for _, c := range []byte(prefix) {
		check = polymod(check, c>>5)
	}
	check = polymod(check, 0)
	for _, c := range []byte(prefix) {
		check = polymod(check, c&31)
	}
	for _, v := range values {
		check = polymod(check, v)
	}
	for range 6 {
		check = polymod(check, 0)
	}
	check ^= 1

	out := append([]byte(prefix), '1')
	for _, v := range values {
		out = append(out, alphabet[v])
	}
	for shift := 25; shift >= 0; shift -= 5 {
		out = append(out, alphabet[check>>shift&31])
	}
	return string(out)
}

// polymod takes one 5-bit value into a bech32 checksum.
func polymod(check uint32, v byte) uint32 {
	top := check >> 25
	check = check&0x1ffffff<<5 ^ uint32(v)
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			check ^= g
		}
	}
	return check
}
