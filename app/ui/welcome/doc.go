// Package welcome is where a welcome is offered, asked for and given: a volunteer answers and says how it went, a lead
// finds who could meet an arrival, be their buddy or show them round.
package welcome
