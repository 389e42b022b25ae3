package ui

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"settle.example/settle/app/look"
)

// fileEntry is a file or folder that the chooser offers.
type fileEntry struct {
	name, path string
	folder     bool
	size       int64 // in bytes
	changed    time.Time
}

// mostEntries bounds what is read of one folder.
const mostEntries = 20_000

// readFolder is what is in a folder: folders, and files of the extensions unless only folders are asked for. What is
// hidden, and what cannot be looked at, is left out.
func readFolder(folder string, extensions []string, foldersOnly bool) ([]fileEntry, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	names, err := f.Readdirnames(mostEntries)
	if err != nil && !errors.Is(err, io.EOF) { // an empty folder ends at once
		return nil, err
	}
	var all []fileEntry
	for _, name := range names {
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "$") {
			continue
		}
		path := filepath.Join(folder, name)
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		e := fileEntry{name: name, path: path, folder: info.IsDir(), size: info.Size(), changed: info.ModTime()}
		if e.folder || info.Mode().IsRegular() && !foldersOnly && has(extensions, name) {
			all = append(all, e)
		}
	}
	return all, nil
}

// has reports whether a name has one of the extensions; without any, each has.
func has(extensions []string, name string) bool {
	return len(extensions) == 0 || slices.ContainsFunc(extensions, func(e string) bool { return strings.EqualFold(e, filepath.Ext(name)) })
}

// dotted writes extensions as ".csv", however they were given.
func dotted(extensions []string) []string {
	out := make([]string, len(extensions))
	for i, e := range extensions {
		out[i] = "." + strings.TrimPrefix(e, ".")
	}
	return out
}

// folderPlace is a folder where people keep files.
type folderPlace struct {
	label, path string
	icon        look.Icon
}

// folderPlaces are those that there are on this computer, the disks last.
func folderPlaces() []folderPlace {
	var all []folderPlace
	if home, err := os.UserHomeDir(); err == nil {
		all = append(all, folderPlace{"Home", home, look.IconHome})
		for _, name := range []string{"Desktop", "Documents", "Downloads"} {
			all = append(all, folderPlace{name, filepath.Join(home, name), look.Icon{}})
		}
	}
	switch runtime.GOOS {
	case "windows":
		for drive := 'C'; drive <= 'Z'; drive++ {
			all = append(all, folderPlace{string(drive) + ":", string(drive) + `:\`, look.Icon{}})
		}
	case "darwin":
		all = append(all, folderPlace{"Disks", "/Volumes", look.Icon{}})
	default:
		all = append(all, folderPlace{"Disks", filepath.Join("/media", os.Getenv("USER")), look.Icon{}}, folderPlace{"Computer", "/", look.Icon{}})
	}
	return slices.DeleteFunc(all, func(p folderPlace) bool { return !isFolder(p.path) })
}

// usualFolder is where people keep their files.
func usualFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if f := filepath.Join(home, "Documents"); isFolder(f) {
		return f
	}
	return home
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// sizeSaid writes a size as people do: 812 bytes, 14 kB, 2.5 MB.
func sizeSaid(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " bytes"
	case n < 1_000_000:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	case n < 1_000_000_000:
		return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB"
	}
	return strconv.FormatFloat(float64(n)/1e9, 'f', 1, 64) + " GB"
}
