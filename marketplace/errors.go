package marketplace

import (
	"errors"
	"fmt"
)

// Code says, for a program, what kind of failure an [Error] is.
type Code string

// The codes. settlectl maps them to its exit codes.
const (
	Invalid      Code = "invalid"      // what was given does not parse or lies out of bounds
	NotFound     Code = "not_found"    // no such thing here (yet)
	Refused      Code = "refused"      // a rule of the marketplace says no
	NotAllowed   Code = "not_allowed"  // this person's role may not do it
	NotFree      Code = "not_free"     // the nights are taken
	OverCap      Code = "over_cap"     // the rent is over the cap of its area
	Changed      Code = "changed"      // somebody changed it meanwhile: look again
	Unavailable  Code = "unavailable"  // disk full, read-only, locked: the machine, not the person
	Damaged      Code = "damaged"      // stored data does not verify
	NotAMember   Code = "not_a_member" // this device has no system yet
	Locked       Code = "locked"       // a passphrase is needed, or another one
	internalCode Code = "internal"
)

// Error is a failure that a person can read: a code for programs and one sentence or two that say what is wrong and
// what to do.
type Error struct {
	Code    Code
	Message string
	Field   string // the form's or file's field that it is about, if one is
	Err     error  // the cause, for the log; never shown
}

// Error is the sentence for a person.
func (e *Error) Error() string { return e.Message }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is matches another Error of the same code that has no message of its own, so that errors.Is(err, ErrNotFree) works.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Message == "" && t.Code == e.Code
}

// Sentinels for errors.Is: one for each code that callers branch on.
var (
	ErrInvalid    = &Error{Code: Invalid}
	ErrNotFound   = &Error{Code: NotFound}
	ErrRefused    = &Error{Code: Refused}
	ErrNotAllowed = &Error{Code: NotAllowed}
	ErrNotFree    = &Error{Code: NotFree}
	ErrOverCap    = &Error{Code: OverCap}
	ErrDamaged    = &Error{Code: Damaged}
	ErrNotAMember = &Error{Code: NotAMember}
	ErrLocked     = &Error{Code: Locked}
)

// Errorf makes an Error. The text is for a person: a whole sentence, and what to do.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// On says which field the error is about and returns it.
func (e *Error) On(field string) *Error {
	e.Field = field
	return e
}

// CodeOf is the code of err, or "internal" for one that carries no code.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return internalCode
}

// Sentence is what a person is told of err: its own sentence where it has one, a neutral one otherwise.
func Sentence(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "Something went wrong inside Settle. Nothing was changed. Try again, and if it happens again send your log to your coordinator."
}
