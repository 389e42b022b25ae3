// Package myrooms is a host's own pages: their rooms and the requests that wait for an answer, one room with its
// calendar, price and guests, and what they earn against the Rent a Room limit.
package myrooms
