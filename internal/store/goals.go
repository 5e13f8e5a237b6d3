package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/view"
)

// Goals are of people, not of sessions: they have a stream of their own, which is there once somebody has set one.
const (
	goalStream   = "GOALS"
	goalSubjects = "goals."
)

// ErrNoGoal is returned when there is no goal of that ID.
var ErrNoGoal = errors.New("there is no such goal")

// Goals are all that are set, in the order in which they were.
func (s *Store) Goals(ctx context.Context) ([]view.Goal, error) {
	stream, err := s.now().js.Stream(ctx, goalStream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the goals: %w", err)
	}
	var goals []view.Goal
	for seq := uint64(1); ; {
		m, err := stream.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(goalSubjects+"*"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			slices.SortStableFunc(goals, func(a, b view.Goal) int { return cmp.Compare(a.SetAt, b.SetAt) })
			return goals, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the goals: %w", err)
		}
		var g view.Goal
		if err = json.Unmarshal(m.Data, &g); err != nil {
			return nil, fmt.Errorf("read goal %s: %w", m.Subject, err)
		}
		goals = append(goals, g)
		seq = m.Sequence + 1
	}
}

// SetGoal adds a goal, whose ID is made as that of a session.
func (s *Store) SetGoal(ctx context.Context, g *view.Goal) error {
	if err := record.CheckID(g.ID); err != nil {
		return fmt.Errorf("set a goal: %w", err)
	}
	text, err := json.Marshal(g)
	if err != nil {
		return fmt.Errorf("set a goal: %w", err)
	}
	link := s.now()
	if _, err = link.stream(ctx, jetstream.StreamConfig{Name: goalStream, Subjects: []string{goalSubjects + "*"}}); err != nil {
		return fmt.Errorf("set a goal: %w", err)
	}
	if _, err = link.js.Publish(ctx, goalSubjects+g.ID, text); err != nil {
		return fmt.Errorf("set a goal: %w", err)
	}
	return nil
}

// RemoveGoal erases a goal from the disk.
func (s *Store) RemoveGoal(ctx context.Context, id string) error {
	if record.CheckID(id) != nil {
		return ErrNoGoal
	}
	stream, err := s.now().js.Stream(ctx, goalStream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return ErrNoGoal
	}
	if err != nil {
		return fmt.Errorf("remove a goal: %w", err)
	}
	m, err := stream.GetLastMsgForSubject(ctx, goalSubjects+id)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return ErrNoGoal
	}
	if err == nil {
		err = s.eraseMessages(ctx, stream, m.Sequence)
	}
	if err != nil {
		return fmt.Errorf("remove a goal: %w", err)
	}
	return nil
}
