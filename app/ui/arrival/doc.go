// Package arrival is one arrival's page: how far they have got on their way to a bed and a welcome, what is known of
// them, and the next thing to do. The same package records and changes one.
package arrival
