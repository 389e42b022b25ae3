package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// An entry's row id is its device's number in this file and its seq. Projections keep row ids where they point at an
// entry, so that the text of a list joins without a look at the device table.
const seqBits = 40

// maxSeq is the greatest seq that the file can hold, a million million.
const maxSeq = 1<<seqBits - 1

func rowID(device int64, seq uint64) int64 { return device<<seqBits | int64(seq) }

func deviceOfRow(row int64) int64 { return row >> seqBits }

func seqOfRow(row int64) uint64 { return uint64(row & maxSeq) }

// entryRow is the row id of the entry at ref; zero where its device is not known, so that it joins with nothing.
func entryRow(ctx context.Context, q querier, ref marketplace.Ref) (int64, error) {
	if ref.Seq == 0 || ref.Seq > maxSeq {
		return 0, nil
	}
	device, err := deviceNumber(ctx, q, ref.Device)
	if device == 0 || err != nil {
		return 0, err
	}
	return rowID(device, ref.Seq), nil
}

// refOfRow is the reference of the entry in that row, zero for row 0.
func refOfRow(ctx context.Context, q querier, row int64) (marketplace.Ref, error) {
	if row == 0 {
		return marketplace.Ref{}, nil
	}
	id, err := deviceKey(ctx, q, deviceOfRow(row))
	if id.IsZero() || err != nil {
		return marketplace.Ref{}, err
	}
	return marketplace.Ref{Device: id, Seq: seqOfRow(row)}, nil
}
