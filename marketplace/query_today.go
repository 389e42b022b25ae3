package marketplace

// TaskKind says what a task asks for.
type TaskKind string

// The tasks.
const (
	TaskAnswerRequest  TaskKind = "answer_request"  // a host: accept or decline
	TaskConfirmBooking TaskKind = "confirm_booking" // a lead: confirm what a host accepted
	TaskReleaseNights  TaskKind = "release_nights"  // a host: not confirmed in time; release?
	TaskPlaceArrival   TaskKind = "place_arrival"   // a lead: arrives within 21 days without a bed
	TaskMarkArrived    TaskKind = "mark_arrived"    // the first night is past and nobody said that they came
	TaskMarkLeft       TaskKind = "mark_left"       // the last night is past
	TaskRightToRent    TaskKind = "right_to_rent"   // a host: the window for the check is open
	TaskCompleteRoom   TaskKind = "complete_room"   // a host: guards pending
	TaskReprice        TaskKind = "reprice"         // a host: over the cap in force
	TaskReconfirm      TaskKind = "reconfirm"       // a host: is the listing still true
	TaskAnswerChange   TaskKind = "answer_change"   // either side: a change was proposed
	TaskAnswerPairing  TaskKind = "answer_pairing"  // a volunteer: asked for an arrival
	TaskFinishPairing  TaskKind = "finish_pairing"  // a volunteer: was it done?
	TaskConflict       TaskKind = "conflict"        // both sides: a booking in conflict
)

// Task is one thing that needs this person.
type Task struct {
	Kind    TaskKind
	About   ID      // the booking, arrival, room, pairing
	Due     Instant // deadline; zero when there is none
	Title   string  // a sentence: "Amara asks for your room from 7 December to 4 January"
	Detail  string
	Overdue bool
}

// Today is the home page.
type Today struct {
	Tasks       []Task
	TotalTasks  int // Tasks holds at most 50
	ArrivingIn7 int // arrivals of this lead's organisation within seven days
	StayingNow  int // guests in this person's rooms or of this organisation
	FreeTonight int // live rooms with nothing on their calendar tonight
	NightsMonth int // nights slept this month, in the whole system
}
