package session

import (
	"context"
	"time"
)

// paced is a feed that keeps time: a step comes when its time has come, as if it were live.
type paced struct {
	Feed
	speed float64
	start time.Time
}

// Paced is feed at so many times its own speed, from the first Next on. A feed that cannot keep up is late.
func Paced(feed Feed, speed float64) Feed { return &paced{Feed: feed, speed: speed} }

// Next waits until the step is due.
func (p *paced) Next(ctx context.Context, s *Step) error {
	if err := p.Feed.Next(ctx, s); err != nil {
		return err
	}
	if p.start.IsZero() {
		p.start = time.Now()
	}
	due := p.start.Add(time.Duration(float64(s.Now.Duration()) / p.speed))
	wait := time.NewTimer(time.Until(due))
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done(): // the step is whole: the next call says so
	}
	return nil
}
