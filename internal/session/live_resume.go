package session

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// Past is a session that was interrupted and goes on.
type Past struct {
	Record *record.Record
	Until  timeline.Position // from where it goes on; what the record lacks until then is unknown
}

// relive brings the session to where it was interrupted. What follows comes from the feed that was there, by the agreement
// that was chosen for it.
func (l *Live) relive(past *Past, chosen view.Agreement) error {
	present := l.feed
	feed, err := newRecordFeed(past.Record, past.Until)
	if err != nil {
		return err
	}
	l.feed = feed
	var s Step
	for {
		err = feed.Next(context.Background(), &s)
		if errors.Is(err, io.EOF) {
			break
		}
		for _, e := range feed.before(s.Now) {
			if err = l.happened(e); err != nil {
				return err
			}
		}
		if err = l.take(&s); err != nil {
			return err
		}
	}
	feed.Finish(&s)
	if err = l.take(&s); err != nil {
		return err
	}
	l.feed = &later{present, s.Now}
	l.startedAt = time.Now().Add(-s.Now.Duration())
	return l.agreedBefore(chosen)
}

// happened lets what people did happen again.
func (l *Live) happened(e record.Event) error {
	switch {
	case e.Agreement != nil:
		return l.agreedBefore(*e.Agreement)
	case e.Mark != nil:
		l.marked++
		l.mark(mark{id: e.Mark.ID, at: e.At, text: e.Mark.Text})
	case e.Unmark != "":
		l.unmark(e.Unmark)
	}
	return nil
}

// agreedBefore takes over what was agreed then. Who agrees now was asked anew.
func (l *Live) agreedBefore(a view.Agreement) error {
	if a.LapseMS == l.agreement.LapseMS {
		l.analysis.Agree(l.now, agreed(a))
	} else if err := l.agreeAnew(a); err != nil {
		return err
	}
	l.agreement = a
	return nil
}
