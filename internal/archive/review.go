package archive

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

// Reader is who looks, and how.
type Reader struct {
	As         string           // role: coach, client, observer or mentor
	Parameters map[string]int64 // other than the session's, by name, in ms
}

// Review is a session as a reader looks at it.
func (a *Archive) Review(ctx context.Context, id string, r Reader) (*view.Review, error) {
	o, err := a.look(ctx, id)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	s := o.session
	o.mu.Unlock()
	return a.view(s, id, r)
}

func (a *Archive) view(s *review.Session, id string, r Reader) (*view.Review, error) {
	p := s.Defaults()
	for name, ms := range r.Parameters {
		if err := p.Set(name, ms); err != nil {
			return nil, asked{err}
		}
	}
	result, err := s.Compute(p)
	if err != nil {
		return nil, err
	}
	v := result.View(r.As)
	if sum, err := a.store.Summary(id); err == nil { // what the list says is later than the record
		v.Session.Title, v.Session.Place = sum.Title, string(sum.Place)
		v.Audio = reviewAudio(&sum)
	}
	return v, nil
}

// Add adds an entry to a session, and returns it as the reader looks at it then.
func (a *Archive) Add(ctx context.Context, id string, r Reader, kind string, body json.RawMessage) (*view.Review, error) {
	o, err := a.look(ctx, id)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	e := record.Entry{At: time.Now().UTC(), By: r.As, Kind: kind, Body: body}
	if err = o.session.Check(e); err != nil {
		return nil, asked{err}
	}
	if e, err = a.store.Add(ctx, id, e); err != nil {
		return nil, err
	}
	next, err := o.session.With(e)
	if err != nil {
		return nil, err
	}
	o.session = next
	if err = a.list(ctx, id, next); err != nil {
		return nil, err
	}
	return a.view(next, id, r)
}

// digest lists the figures of a session.
func (a *Archive) digest(ctx context.Context, id string) error {
	o, err := a.look(ctx, id)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return a.list(ctx, id, o.session)
}

// list lists the figures of s, by the rules of the session.
func (a *Archive) list(ctx context.Context, id string, s *review.Session) error {
	result, err := s.Compute(s.Defaults())
	if err != nil {
		return fmt.Errorf("list the figures of session %s: %w", id, err)
	}
	digest := result.Digest()
	text, err := json.Marshal(digest)
	if err != nil {
		return fmt.Errorf("list the figures of session %s: %w", id, err)
	}
	if err = a.store.SetDigest(ctx, id, text); err != nil {
		return err
	}
	return a.store.Update(ctx, id, func(sum *store.Summary) {
		sum.Digested, sum.People, sum.Notes, sum.Asks, sum.Figures = digested, result.People, digest.Notes, digest.Asks, figures(digest)
	})
}

// EraseChannel erases what is known of one person.
func (a *Archive) EraseChannel(ctx context.Context, id string, channel int, r Reader) (*view.Review, error) {
	if err := a.store.EraseChannel(ctx, id, channel); err != nil {
		return nil, err
	}
	a.forget(id)
	if err := a.digest(ctx, id); err != nil {
		return nil, err
	}
	return a.Review(ctx, id, r)
}

// Erase erases a session.
func (a *Archive) Erase(ctx context.Context, id string) error {
	a.forget(id)
	return a.store.Erase(ctx, id)
}
