package archive

import (
	"context"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Draft is a session that comes from somewhere else, in memory. Nothing of it is kept before Keep.
type Draft struct {
	a   *Archive
	rec record.Record
}

// Draft begins one, whose head gets its ID.
func (a *Archive) Draft(head *record.Head) *Draft {
	head.ID = newID(head.StartedAt)
	return &Draft{a, record.Record{Head: *head, State: record.Closed}}
}

// Observe takes what the next hop showed, a channel each.
func (d *Draft) Observe(obs []vad.Observation) {
	if d.rec.Observations == nil {
		d.rec.Observations = make([][]vad.Observation, len(obs))
	}
	for k := range d.rec.Observations {
		d.rec.Observations[k] = append(d.rec.Observations[k], obs[k])
	}
}

// Change takes a change of activity that was found elsewhere.
func (d *Draft) Change(c vad.Change) { d.rec.Changes = append(d.rec.Changes, c) }

// Event takes what happened besides.
func (d *Draft) Event(e record.Event) { d.rec.Events = append(d.rec.Events, e) }

// Keeping says that there is nothing in the way.
func (d *Draft) Keeping() (ok bool, reason string) { return true, "" }

// End says that the session has ended there.
func (d *Draft) End(at timeline.Position) { d.rec.End = at }

// Keep keeps the session, with its figures. One that has begun to be written is written to its end.
func (d *Draft) Keep(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if _, err := d.a.store.Put(ctx, &d.rec); err != nil {
		return err
	}
	return d.a.digest(ctx, d.rec.ID)
}
