package marketplace

// AddPhoto adds a photo that the store keeps under its hash, re-encoded and without metadata. With no size it puts one
// back that was removed lately.
type AddPhoto struct {
	Room          ID
	Photo         BlobID
	Width, Height int    // pixels
	Size          int    // bytes
	Caption       string // may be empty
}

// Decide implements [Command].
func (c AddPhoto) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	caption, err := tidy("caption", c.Caption, MaxName)
	if err != nil {
		return nil, err
	}
	fact := &RoomPhotoAdded{Photo: c.Photo, Width: c.Width, Height: c.Height, Size: c.Size}
	if c.Size == 0 {
		for _, p := range r.Removed {
			if p.Blob != c.Photo {
				continue
			}
			fact.Width, fact.Height, fact.Size = p.Width, p.Height, p.Size
			was, err := v.Text(p.Text)
			if err != nil {
				return nil, err
			}
			caption = was[FieldTitle]
		}
	}
	switch {
	case len(r.Photos) >= MaxPhotos:
		return nil, Errorf(Refused, "A room shows at most %d photos. Remove one first.", MaxPhotos).On("photo")
	case r.photo(c.Photo) >= 0:
		return nil, Errorf(Refused, "The room shows this photo already.").On("photo")
	case !fact.valid():
		return nil, Errorf(Invalid, "This photo cannot be used. Choose a JPEG or PNG picture.").On("photo")
	}
	d := Draft{Subject: r.ID, Fact: fact}
	if caption != "" {
		d.Private.Text = map[Field]string{FieldTitle: caption}
	}
	return []Draft{d}, nil
}

// RemovePhoto removes a photo from a room.
type RemovePhoto struct {
	Room  ID
	Photo BlobID
}

// Decide implements [Command].
func (c RemovePhoto) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	if r.photo(c.Photo) < 0 {
		return nil, Errorf(NotFound, "The room does not show this photo (any more).")
	}
	return []Draft{{Subject: r.ID, Fact: &RoomPhotoRemoved{Photo: c.Photo}}}, nil
}

func (f *RoomPhotoAdded) valid() bool {
	return !f.Photo.IsZero() && f.Width >= 1 && f.Width <= MaxPhotoSide && f.Height >= 1 && f.Height <= MaxPhotoSide &&
		f.Size >= 1 && f.Size <= MaxPhotoBytes
}
