package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
)

// Icon is one of Settle's icons: lines two units wide with round ends on a grid
// of 24, so that all of them look drawn by one hand beside Noto Sans. Fyne's
// own icons are filled shapes and would not sit beside them. The zero Icon
// draws nothing.
type Icon struct {
	name string
	body string
}

// IsZero reports whether there is no icon to draw.
func (i Icon) IsZero() bool { return i.body == "" }

// Name returns the icon's name, such as "home".
func (i Icon) Name() string { return i.name }

// In returns the icon as an SVG drawn in one colour. Equal icons in equal
// colours have equal names, so that Fyne's caches hold each once.
func (i Icon) In(c color.Color) fyne.Resource {
	r, g, b, a := c.RGBA()
	if a == 0 {
		a = 0xffff
	}
	hex := fmt.Sprintf("%02x%02x%02x", r*0xff/a, g*0xff/a, b*0xff/a)
	svg := fmt.Sprintf(iconFrame, hex, i.body)
	return fyne.NewStaticResource("settle-"+i.name+"-"+hex+".svg", []byte(svg))
}

const iconFrame = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">` +
	`<path fill="#%s" d="%s"/></svg>`

// line makes an icon from the paths a pen of width 2 draws.
func line(name string, paths ...string) Icon {
	return Icon{name: name, body: outline(paths...)}
}
