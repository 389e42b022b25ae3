package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*Surface)(nil)

// Surface is a plain ground in named colours, to stack things on.
type Surface struct {
	widget.BaseWidget
	// Fill and Stroke name colours of package look; "" is none.
	Fill, Stroke fyne.ThemeColorName
	Radius       float32
	// StrokeWidth is 1 when a Stroke is named and this is 0.
	StrokeWidth float32
	// Raised adds a soft shadow, for what floats above the page.
	Raised bool
	// Least is the least size of the surface.
	Least fyne.Size
}

// NewSurface returns a ground filled with a named colour.
func NewSurface(fill fyne.ThemeColorName) *Surface {
	s := &Surface{Fill: fill}
	s.ExtendBaseWidget(s)
	return s
}

// NewRule returns a thin line across, one pixel high.
func NewRule() *Surface {
	s := NewSurface(look.ColorBorder)
	s.Least = fyne.NewSize(1, 1)
	return s
}

// CreateRenderer is called by Fyne.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	rect := canvas.NewRectangle(noColour)
	r := &surfaceRenderer{objects: objects{rect}, s: s, rect: rect}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	objects
	s     *Surface
	rect  *canvas.Rectangle
	parts *groundParts // nil until the surface has been large
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	placeStroked(r.rect, 0, 0, size.Width, size.Height)
	large := size.Width*size.Height >= largeGround && r.s.Fill != "" && !r.s.Raised
	if large && r.parts == nil {
		r.parts = newGroundParts()
		r.objects = append(r.objects, r.parts.objects()...)
	}
	if r.rect.Hidden = large; r.parts != nil {
		r.parts.show(large, r.rect)
		r.parts.layout(size, r.rect)
	}
}

func (r *surfaceRenderer) MinSize() fyne.Size { return r.s.Least }

func (r *surfaceRenderer) Refresh() {
	s, th := r.s, r.s.Theme()
	r.rect.CornerRadius = s.Radius
	r.rect.Shadow = canvas.Shadow{}
	if s.Raised {
		r.rect.Shadow = canvas.Shadow{Color: look.Colour(th, look.ColorShade), BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
	}
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = noColour, noColour, 0
	if s.Fill != "" {
		r.rect.FillColor = look.Colour(th, s.Fill)
	}
	if s.Stroke != "" {
		r.rect.StrokeColor, r.rect.StrokeWidth = look.Colour(th, s.Stroke), max(1, s.StrokeWidth)
	}
	r.Layout(s.Size())
	r.rect.Refresh()
}
