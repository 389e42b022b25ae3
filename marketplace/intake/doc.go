// Package intake takes in the files that people bring: rooms, the dates on which they are not free, arrivals, and what
// volunteers offer, as CSV or XLSX.
//
// [Read] makes a [Table] of a file, whatever its encoding and separator. [Map] finds the columns, and a person may
// correct it. [Rooms], [Arrivals] and [Offers] find out, without changing anything, what an import would come to: a [Plan] with a
// sentence for each row that is refused. [Plan.Apply] does it, in transactions of 500 rows, and [Plan.WriteRejects]
// writes the refused rows to a file that can be corrected and imported again.
//
// Everything in a file is hostile until it is checked: files, rows, columns and cells are bounded, and one bad row
// never keeps the others out.
package intake
