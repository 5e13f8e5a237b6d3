package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/store"
)

// allChannels is --channel when the session goes as a whole.
const allChannels = -1

func newSessionsEraseCommand() *cobra.Command {
	channel, before, yes := allChannels, "", false
	cmd := &cobra.Command{
		Use:   "erase ID…",
		Short: "Erase sessions, or one person's channel, from the disk",
		Long: `Erases sessions: their observations, notes and corrections, what the list says of them, and every copy of these on
the disk. With --channel it erases what was observed of one person; the rest stays. Nothing brings back what is erased:
export it first if it may be needed. It asks before it erases, unless --yes is given.`,
		Example: `  monitor sessions erase 20261122-0915-k3f9
  monitor sessions erase 20261122-0915-k3f9 --channel 1
  monitor sessions erase --before 2026-01-01 --yes`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case (len(args) == 0) == (before == ""):
				return wrongUse("name either sessions or --before DAY\n%s", cmd.UseLine())
			case channel != allChannels && len(args) != 1:
				return wrongUse("--channel is of one session")
			}
			return withStore(cmd, func(ctx context.Context, s *store.Store) error {
				chosen, err := chosenSessions(s, args, before)
				if err != nil || len(chosen) == 0 {
					return err
				}
				if !yes && !confirmed(cmd, chosen, channel) {
					return errors.New("nothing was erased")
				}
				return eraseSessions(ctx, cmd, s, chosen, channel)
			})
		},
	}
	placeFlags(cmd)
	f := cmd.Flags()
	f.IntVar(&channel, "channel", allChannels, "erase what was observed of this channel only, counted from 0")
	f.StringVar(&before, "before", "", "erase all sessions from before a day, such as 2026-01-01")
	f.BoolVar(&yes, "yes", false, "erase without asking")
	return cmd
}

// chosenSessions are those of the IDs, or those from before a day.
func chosenSessions(s *store.Store, ids []string, before string) ([]store.Summary, error) {
	t, err := day(before)
	if err != nil {
		return nil, err
	}
	if before != "" {
		return s.Search(store.Query{To: t}), nil
	}
	var chosen []store.Summary
	for _, id := range ids {
		sum, err := s.Summary(id)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, sum)
	}
	return chosen, nil
}

// confirmed asks whether the sessions are to be erased.
func confirmed(cmd *cobra.Command, chosen []store.Summary, channel int) bool {
	out := cmd.OutOrStdout()
	for i := range chosen {
		fmt.Fprintln(out, line(&chosen[i]))
	}
	what := "Erase this session"
	switch {
	case channel != allChannels:
		what = fmt.Sprintf("Erase channel %d of this session", channel)
	case len(chosen) > 1:
		what = fmt.Sprintf("Erase these %d sessions", len(chosen))
	}
	fmt.Fprint(out, what+"? Nothing brings it back. Type yes: ")
	answer, _ := bufio.NewReader(cmd.InOrStdin()).ReadString('\n') // nothing is no
	return strings.TrimSpace(answer) == "yes"
}

func eraseSessions(ctx context.Context, cmd *cobra.Command, s *store.Store, chosen []store.Summary, channel int) error {
	for i := range chosen {
		id, what := chosen[i].ID, ""
		var err error
		if channel == allChannels {
			err = s.Erase(ctx, id)
		} else {
			what, err = fmt.Sprintf(", channel %d", channel), s.EraseChannel(ctx, id, channel)
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "Erased: "+id+what)
	}
	return nil
}
