package people

import qrcode "github.com/skip2/go-qrcode"

// squaresOf is the squares of a text's QR code; nil where it is too long for one.
func squaresOf(text string) [][]bool {
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil
	}
	return q.Bitmap()
}
