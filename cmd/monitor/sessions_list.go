package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
)

// listing is what the list is asked for.
type listing struct {
	query    store.Query
	from, to string
	state    string
	json     bool
}

func newSessionsListCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:   "list [WORDS…]",
		Short: "List the sessions that are kept, the latest first",
		Long:  "Lists the sessions in whose title, names or tags the words are, the latest first.",
		Example: `  monitor sessions list
  monitor sessions list --person Maya --role coach --from 2026-09-01
  monitor sessions list --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			l.query.Text = strings.Join(args, " ")
			if err := l.check(); err != nil {
				return err
			}
			return withStore(cmd, func(_ context.Context, s *store.Store) error {
				return l.print(cmd.OutOrStdout(), s.Search(l.query))
			})
		},
	}
	placeFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&l.query.Person, "person", "", "somebody's name or part of it")
	f.StringVar(&l.query.Role, "role", "", "role that somebody has, or --person")
	f.StringVar(&l.query.Tag, "tag", "", "one of the tags")
	f.StringVar(&l.from, "from", "", "first day, such as 2026-11-22")
	f.StringVar(&l.to, "to", "", "last day")
	f.StringVar(&l.state, "state", "", "open, closed or interrupted")
	f.BoolVar(&l.json, "json", false, "print JSON, an object a line")
	return cmd
}

// check reads the days and the state.
func (l *listing) check() (err error) {
	if l.query.From, err = day(l.from); err != nil {
		return err
	}
	if l.query.To, err = day(l.to); err != nil {
		return err
	}
	if !l.query.To.IsZero() {
		l.query.To = l.query.To.AddDate(0, 0, 1)
	}
	l.query.State = record.State(l.state)
	switch l.query.State {
	case "", record.Open, record.Closed, record.Interrupted:
		return nil
	}
	return wrongUse("--state %s: it is open, closed or interrupted", l.state)
}

// day is the beginning of a day here; "" is none.
func day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		return t, wrongUse("%q is no day: write it as 2026-11-22", text)
	}
	return t, nil
}

func (l *listing) print(w io.Writer, found []store.Summary) error {
	if l.json {
		out := json.NewEncoder(w)
		for i := range found {
			if err := out.Encode(&found[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if len(found) == 0 {
		fmt.Fprintln(w, "No sessions.")
		return nil
	}
	return printLines(w, found)
}

// printLines prints sessions, a line each.
func printLines(w io.Writer, sessions []store.Summary) error {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for i := range sessions {
		fmt.Fprintln(t, line(&sessions[i]))
	}
	return t.Flush()
}

// line is a session in the list.
func line(s *store.Summary) string {
	names := make([]string, len(s.People))
	for i, p := range s.People {
		names[i] = p.Name
	}
	state := ""
	if s.State != record.Closed {
		state = string(s.State)
	}
	return strings.Join([]string{
		s.ID, s.StartedAt.Local().Format("2006-01-02 15:04"), spoken(s.Length.Seconds()), s.Title, strings.Join(names, ", "),
		strings.Join(s.Tags, ", "), state,
	}, "\t")
}
