package marketplace

// CapPolicy is a version of the cap policy with its words.
type CapPolicy struct {
	Cap
	By     string
	At     Instant
	Source string
	Now    bool // the one in force
	Over   int  // live listings over it
}

// CapPreview is how many live rooms a cap would leave over it.
type CapPreview struct {
	Live int
	Over int
	In   []AreaCount // where those over it are
}

// AreaCount is a number of rooms in a rental area.
type AreaCount struct {
	Area  string
	Rooms int
}
