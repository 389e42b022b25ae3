package main

import (
	"encoding/binary"
	"fmt"
	"io"
)

// screen is a file in the X window dump format, version 7: a header of 25 numbers (X11/XWDFile.h), colours, and the
// lines of pixels.
type screen struct {
	file          io.ReaderAt
	pixels        int64 // where the first line begins
	line          int64 // bytes of a line
	width, height int
	pixel         int // bytes of a pixel
}

const (
	headerNumbers = 25
	colourBytes   = 12
)

func newScreen(file io.ReaderAt) (*screen, error) {
	head := make([]byte, 4*headerNumbers)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, fmt.Errorf("the screen has no header: %w", err)
	}
	order := binary.ByteOrder(binary.BigEndian)
	if order.Uint32(head[4:]) != 7 {
		order = binary.LittleEndian
	}
	number := func(i int) int64 { return int64(order.Uint32(head[4*i:])) }
	s := &screen{
		file: file, pixels: number(0) + number(19)*colourBytes, line: number(12), width: int(number(4)), height: int(number(5)), pixel: int(number(11)) / 8,
	}
	if number(1) != 7 || s.pixel < 1 || s.pixel > 4 || int64(s.width)*int64(s.pixel) > s.line {
		return nil, fmt.Errorf("this file is not a screen that Xvfb keeps")
	}
	return s, nil
}

// read fills line with the pixels at a place.
func (s *screen) read(line []byte, x, y int) error {
	if x < 0 || y < 0 || x*s.pixel+len(line) > s.width*s.pixel || y >= s.height {
		return fmt.Errorf("the screen has %d × %d pixels, and %d, %d lies outside", s.width, s.height, x, y)
	}
	if _, err := s.file.ReadAt(line, s.pixels+int64(y)*s.line+int64(x*s.pixel)); err != nil {
		return fmt.Errorf("the screen cannot be read: %w", err)
	}
	return nil
}
