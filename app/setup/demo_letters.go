package setup

import "settle.example/settle/marketplace"

// letter is a message between the two sides of a booking of the demo.
type letter struct {
	guest string
	day   int
	host  bool // who writes: the host, or the lead
	text  string
}

func demoLetters() []letter {
	return []letter{
		{"Anjali Menon", -334, false, "She settled in well and sends her thanks for the umbrella."},
		{"Ngozi Umeh", -83, false, "Ngozi lands at six and will sleep until the afternoon. Is that all right with you?"},
		{"Ngozi Umeh", -82, true, "Of course. I will leave the key in the box and soup on the stove."},
		{"Ngozi Umeh", -11, true, "She may stay until she finds something of her own. No hurry at all."},
		{"Samuel Addo", -62, false, "Samuel asks whether he can keep a bicycle somewhere dry."},
		{"Samuel Addo", -61, true, "There is space in the side passage. I have a spare lock."},
		{"Fatou Camara", -44, true, "The children have made a welcome poster. Does she eat everything?"},
		{"Fatou Camara", -43, false, "No pork, otherwise everything. She is looking forward to the poster."},
		{"Liezl Garcia", -15, true, "Arrived safe and sound. She beat me at chess on the first evening."},
		{"Meera Krishnan", -20, false, "Meera lands on Saturday at six; Megan drives her over by eight."},
		{"Meera Krishnan", -19, true, "We will be up. Is she fine with a child who asks a hundred questions?"},
		{"Meera Krishnan", -19, false, "She has two little brothers. She says a hundred is not many."},
	}
}

// letters plans the messages.
func (s *stage) letters() {
	for _, l := range demoLetters() {
		p, writer := s.booked[l.guest], leadOf(s.orgs[l.guest])
		if l.host {
			writer = hostOf(s.rooms[p.room])
		}
		s.act(l.day, 20, writer, func() marketplace.Command { return marketplace.WriteLetter{About: p.booking, Text: l.text} }, nil)
	}
}
