package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

func newSessionsEraseCommand() *cobra.Command {
	channel, before, yes := "", "", false
	cmd := &cobra.Command{
		Use:   "erase ID…",
		Short: "Erase sessions, or one person's channel, from the disk",
		Long: `Erases sessions: their observations, notes and corrections, what the list says of them, and every copy of these on
the disk. With --channel it erases what was observed of one person; the rest stays. Nothing brings back what is erased:
export it first if it may be needed. It asks before it erases, unless --yes is given.`,
		Example: `  monitor sessions erase 20261122-091500-1a2b3c4d
  monitor sessions erase 20261122-091500-1a2b3c4d --channel client
  monitor sessions erase --before 2026-01-01 --yes`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case (len(args) == 0) == (before == ""):
				return wrongUse("name either sessions or --before DAY\n%s", cmd.UseLine())
			case channel != "" && len(args) != 1:
				return wrongUse("--channel is of one session")
			}
			return withStore(cmd, func(ctx context.Context, s *store.Store) error {
				chosen, err := chosenSessions(s, args, before)
				if err != nil {
					return err
				}
				if len(chosen) == 0 {
					fmt.Fprintln(cmd.OutOrStdout(), "No sessions.")
					return nil
				}
				var person *view.Person
				if channel != "" {
					if person, err = onChannel(chosen[0].People, channel); err != nil {
						return err
					}
				}
				if !yes && !confirmed(cmd, chosen, person) {
					return errors.New("nothing was erased")
				}
				return eraseSessions(ctx, cmd, s, chosen, person)
			})
		},
	}
	placeFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&channel, "channel", "", "erase what was observed of this person only: a name, or the channel's number from 0")
	f.StringVar(&before, "before", "", "erase all sessions from before a day, such as 2026-01-01")
	f.BoolVar(&yes, "yes", false, "erase without asking")
	return cmd
}

// chosenSessions are those of the IDs, each once, or those from before a day that have ended.
func chosenSessions(s *store.Store, ids []string, before string) ([]store.Summary, error) {
	t, err := day(before)
	if err != nil {
		return nil, err
	}
	if before != "" {
		return slices.DeleteFunc(s.Search(store.Query{To: t}), func(s store.Summary) bool { return s.State == record.Open }), nil
	}
	var chosen []store.Summary
	for k, id := range ids {
		sum, err := s.Summary(id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids[:k], id) {
			chosen = append(chosen, sum)
		}
	}
	return chosen, nil
}

// onChannel is the measured person whose channel has that name or number, or who is called so.
func onChannel(people []view.Person, channel string) (*view.Person, error) {
	number, notNumber := strconv.Atoi(channel)
	var found []*view.Person
	var there []string
	for i := range people {
		p := &people[i]
		if !p.Measured {
			continue
		}
		there = append(there, fmt.Sprintf("%d (%s)", p.Channel, p.Name))
		if notNumber == nil && p.Channel == number || strings.EqualFold(p.ID, channel) || strings.EqualFold(p.Name, channel) {
			found = append(found, p)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return nil, wrongUse("--channel %s: the session has %s; name one of them, or its number", channel, strings.Join(there, ", "))
}

// confirmed asks whether the sessions, or what was observed of a person, are to be erased.
func confirmed(cmd *cobra.Command, chosen []store.Summary, person *view.Person) bool {
	out := cmd.OutOrStdout()
	_ = printLines(out, chosen) // to whoever is asked
	what := "Erase this session"
	switch {
	case person != nil:
		what = fmt.Sprintf("Erase what was observed of %s (channel %d) in this session", person.Name, person.Channel)
	case len(chosen) > 1:
		what = fmt.Sprintf("Erase these %d sessions", len(chosen))
	}
	fmt.Fprint(out, what+"? Nothing brings it back. Type yes: ")
	answer, _ := bufio.NewReader(cmd.InOrStdin()).ReadString('\n') // nothing is no
	return strings.TrimSpace(answer) == "yes"
}

func eraseSessions(ctx context.Context, cmd *cobra.Command, s *store.Store, chosen []store.Summary, person *view.Person) error {
	for i := range chosen {
		id, what := chosen[i].ID, ""
		var err error
		if person == nil {
			err = s.Erase(ctx, id)
		} else {
			what, err = fmt.Sprintf(", channel %d (%s)", person.Channel, person.Name), s.EraseChannel(ctx, id, person.Channel)
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "Erased: "+id+what)
	}
	return nil
}
