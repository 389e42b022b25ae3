package gossip

import (
	"context"
	"errors"

	"settle.example/settle/sync/replica"
)

// job is something for the disk. It hands its results in by emit.
type job func(ctx context.Context, emit func(replica.Event) bool)

// queue holds jobs until its worker has time. It is the loop's; the engine
// bounds how many there are.
type queue struct {
	jobs    chan job // to the worker; closed at the end
	waiting []job
}

func newQueue() queue { return queue{jobs: make(chan job)} }

func (q *queue) add(j job) { q.waiting = append(q.waiting, j) }

// next returns the first job and the channel to send it to; a nil channel if
// there is none.
func (q *queue) next() (chan<- job, job) {
	if len(q.waiting) == 0 {
		return nil, nil
	}
	return q.jobs, q.waiting[0]
}

// taken takes the first job out.
func (q *queue) taken() {
	q.waiting[0] = nil
	q.waiting = q.waiting[1:]
	if len(q.waiting) == 0 {
		q.waiting = nil
	}
}

// work does jobs one after another until there will be no more.
func (q *queue) work(ctx context.Context, emit func(replica.Event) bool) {
	for j := range q.jobs {
		j(ctx, emit)
	}
}

// admit decides on a stranger's proof.
func (n *Node) admit(ctx context.Context, e replica.Admit, from string, emit func(replica.Event) bool) {
	stored, err := n.config.Admission.Admit(ctx, from, e.Proof)
	if errors.Is(err, ErrUsed) {
		emit(replica.Judged{Link: e.Link, Standing: replica.Unknown, Reason: replica.ProofUsed})
		return
	}
	if err != nil {
		n.counters.diskErrors.Add(1)
		emit(replica.Judged{Link: e.Link, Standing: replica.Unknown})
		return
	}
	if len(stored.Held) > 0 && !emit(replica.Grown{Held: stored.Held}) {
		return
	}
	emit(replica.Judged{Link: e.Link, Standing: n.config.Admission.Standing(e.Peer)})
}
