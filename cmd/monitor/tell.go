package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/view"
)

// tell prints a session in sentences and a table.
func tell(w io.Writer, s *export.Session) {
	fmt.Fprintf(w, "\n%s, %s\n\n", s.Title, spoken(s.LengthS))
	for _, line := range s.Summary {
		fmt.Fprintln(w, figures(w, line))
	}
	fmt.Fprintln(w)
	table(w, s)
	heard(w, s)
	if len(s.Warnings) > 0 {
		fmt.Fprintln(w)
	}
	tellNotes(w, s.Warnings)
}

// tellNotes prints what is to be known of a recording.
func tellNotes(w io.Writer, warnings []string) {
	for _, warning := range warnings {
		fmt.Fprintln(w, "Note:", warning)
	}
}

// heard prints how well each person was heard. That is known when the session has ended, of sound.
func heard(w io.Writer, s *export.Session) {
	if s.Source == session.FromActivity || len(s.Quality) == 0 {
		return
	}
	fmt.Fprintln(w, "\nSignal")
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, p := range s.People {
		if !p.Measured || p.Channel >= len(s.Quality) {
			continue
		}
		name := p.Name
		for sentence := range strings.SplitAfterSeq(s.Quality[p.Channel].Text, ". ") {
			fmt.Fprintln(t, name+"\t"+strings.TrimSpace(sentence))
			name = ""
		}
	}
	_ = t.Flush() // as below
}

// table prints the measures, a column a person. What rests on few events is in brackets.
func table(w io.Writer, s *export.Session) {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	heads := []string{""}
	for _, p := range s.People {
		heads = append(heads, p.Name)
	}
	fmt.Fprintln(t, strings.Join(heads, "\t")+"\t")
	bracketed, tentative := false, allTentative(s.Table)
	for _, row := range s.Table {
		values, note := slices.Clone(row.Values), row.Note
		switch deference.State(row.State) {
		case deference.Collecting:
			bracketed = bracket(values) || bracketed
		case deference.Tentative:
			if !tentative && slices.ContainsFunc(values, known) {
				row.Label += ", tentative"
			}
		}
		fmt.Fprintln(t, row.Label+"\t"+strings.Join(values, "\t")+"\t"+note)
	}
	_ = t.Flush() // what it writes to is the terminal or a pipe that nobody reads any more
	if tentative || bracketed {
		fmt.Fprintln(w)
	}
	if tentative {
		fmt.Fprintln(w, "All of these figures are tentative: the evidence for them is still thin.")
	}
	if bracketed {
		fmt.Fprintln(w, "In brackets: so far, from too few events to say that it tends to be so.")
	}
}

// allTentative says whether no row rests on enough evidence to be stated, and some are tentative.
func allTentative(rows []view.SummaryRow) bool {
	is := func(state deference.State) bool {
		return slices.ContainsFunc(rows, func(r view.SummaryRow) bool { return deference.State(r.State) == state })
	}
	return is(deference.Tentative) && !is(deference.Shown)
}

// bracket puts values into brackets, but for those that are not known. It says whether there were others.
func bracket(values []string) (found bool) {
	for i, v := range values {
		if known(v) {
			values[i], found = "("+v+")", true
		}
	}
	return found
}

// known says whether a value of the table is one.
func known(value string) bool { return value != "–" }

// figures prints **figures** bold on a terminal and plain elsewhere.
func figures(w io.Writer, line string) string {
	on, off := "", ""
	if isTerminal(w) {
		on, off = "\x1b[1m", "\x1b[0m"
	}
	var b strings.Builder
	for i, part := range strings.Split(line, "**") {
		if i%2 == 1 {
			part = on + part + off
		}
		b.WriteString(part)
	}
	return b.String()
}

// spoken is a length as people say it: "3 min 5 s".
func spoken(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second)).Truncate(time.Second)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case h > 0:
		return fmt.Sprintf("%d h %d min", h, m)
	case m > 0:
		return fmt.Sprintf("%d min %d s", m, s)
	}
	return fmt.Sprintf("%d s", s)
}

// isTerminal says whether a person reads what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
