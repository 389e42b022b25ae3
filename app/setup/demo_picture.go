package setup

import (
	"bytes"
	"image/color"
	"image/jpeg"

	"settle.example/settle/marketplace"
)

// picture is which scene a photo shows, and in which colours.
type picture struct{ scene, colours int }

// The size of a demo photo in pixels.
const (
	photoWidth  = 768
	photoHeight = 512
)

// The scenes beside the six bedrooms.
const (
	sceneKitchen = 6 + iota
	sceneGarden
	sceneBathroom
)

// palette is the colours of a home.
type palette struct{ wall, floor, bed, accent, wood color.NRGBA }

var palettes = []palette{
	{rgb(0xe9e2d3), rgb(0xb98a5e), rgb(0x3f6f8f), rgb(0xd98f4e), rgb(0x8a5a3b)},
	{rgb(0xdbe6e0), rgb(0xc69c6d), rgb(0x5f8f6b), rgb(0xe0b84f), rgb(0x9a6b43)},
	{rgb(0xe4e1ec), rgb(0xa98467), rgb(0x7a6ba8), rgb(0xd77a83), rgb(0x7c543a)},
	{rgb(0xf1e4da), rgb(0xbf9270), rgb(0xb5654a), rgb(0x4f8a8b), rgb(0x8f6246)},
	{rgb(0xdfe8ee), rgb(0xb08d6a), rgb(0x2f5d7c), rgb(0xf0c25c), rgb(0x83603f)},
	{rgb(0xecebe4), rgb(0xc8a988), rgb(0x8a9a5b), rgb(0xc9674f), rgb(0xa3764c)},
	{rgb(0xf3ead7), rgb(0xa97f57), rgb(0xc98a3d), rgb(0x51718a), rgb(0x76502f)},
}

// jpeg draws the picture and writes it as JPEG.
func (p picture) jpeg() ([]byte, error) {
	c := newCanvas()
	colours := palettes[p.colours%len(palettes)]
	sky := p.colours % len(skies)
	switch p.scene {
	case sceneKitchen:
		c.kitchen(colours, sky)
	case sceneGarden:
		c.garden(colours, sky)
	case sceneBathroom:
		c.bathroom(colours)
	default:
		c.bedroom(p.scene, colours, sky)
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, c.RGBA, &jpeg.Options{Quality: 85})
	return b.Bytes(), err
}

// photos is what a room shows: the room itself, and something of its home.
func (r *demoRoom) photos() []picture {
	all := []picture{r.look}
	if r.about != "" {
		// Homes share a few of these: they are drawn once.
		all = append(all, picture{sceneKitchen + r.look.colours%3, (r.look.colours + 3) % len(palettes)})
	}
	return all
}

// drawn is a photo on its way: it is drawn while the year goes on.
type drawn struct {
	of   picture
	jpeg []byte
	err  error
}

// draw draws the pictures of every room beside the year, each picture once.
func (s *stage) draw() <-chan drawn {
	out := make(chan drawn)
	go func() {
		defer close(out)
		seen := map[picture]bool{}
		for _, r := range s.order {
			for _, p := range r.photos() {
				if seen[p] {
					continue
				}
				seen[p] = true
				d := drawn{of: p}
				d.jpeg, d.err = p.jpeg()
				select {
				case out <- d:
				case <-s.ctx.Done():
					return
				}
			}
		}
	}()
	return out
}

// hang stores the photos and adds them to their rooms, as whoever lists them.
func (s *stage) hang(pictures <-chan drawn) error {
	for d := range pictures {
		if d.err != nil {
			return d.err
		}
		id, err := s.founder.store.PutPhoto(s.ctx, d.jpeg)
		if err != nil {
			return err
		}
		s.blobs[d.of] = storedPhoto{id, len(d.jpeg)}
	}
	var commands []marketplace.Command
	for _, r := range s.order {
		for _, p := range r.photos() {
			b, ok := s.blobs[p]
			if !ok {
				return s.ctx.Err() // drawing was stopped
			}
			commands = append(commands, marketplace.AddPhoto{Room: r.id, Photo: b.id, Width: photoWidth, Height: photoHeight, Size: b.size, Caption: p.caption()})
		}
	}
	return second(s.founder.do(s.ctx, commands...))
}

// storedPhoto is a photo that the founder's computer holds.
type storedPhoto struct {
	id   marketplace.BlobID
	size int
}

// caption is what a photo shows.
func (p picture) caption() string {
	switch p.scene {
	case sceneKitchen:
		return "The kitchen"
	case sceneGarden:
		return "The garden"
	case sceneBathroom:
		return "The bathroom"
	}
	return "The room"
}
