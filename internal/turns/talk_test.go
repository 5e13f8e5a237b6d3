package turns_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

const ms = timeline.Millisecond

// talk is the speech of a session, a list of stretches a channel.
type talk [][]timeline.Span

// parse reads a channel a string: stretches in seconds, "0-5, 5.6-9".
func parse(t test, channels ...string) talk {
	t.Helper()
	var all talk
	for _, text := range channels {
		var spans []timeline.Span
		for field := range strings.SplitSeq(text, ",") {
			if strings.TrimSpace(field) == "" {
				continue
			}
			start, end, ok := strings.Cut(strings.TrimSpace(field), "-")
			s, errS := strconv.ParseFloat(start, 64)
			e, errE := strconv.ParseFloat(end, 64)
			if !ok || errS != nil || errE != nil {
				t.Fatalf("stretch %q is not like 1.5-2", field)
			}
			spans = append(spans, timeline.Span{Start: timeline.FromSeconds(s), End: timeline.FromSeconds(e)})
		}
		all = append(all, spans)
	}
	return all
}

// end is where the last speech ends.
func (x talk) end() (end timeline.Position) {
	for _, spans := range x {
		for _, s := range spans {
			end = max(end, s.End)
		}
	}
	return end
}

// changes is x as changes of activity, in order of position.
func (x talk) changes() (list []vad.Change) {
	for k, spans := range x {
		for _, s := range spans {
			list = append(list,
				vad.Change{Channel: k, At: s.Start, Activity: vad.Speech},
				vad.Change{Channel: k, At: s.End, Activity: vad.Silent})
		}
	}
	return inOrder(list)
}

func inOrder(list []vad.Change) []vad.Change {
	slices.SortStableFunc(list, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	return list
}

// swapped is x with the first two channels exchanged.
func (x talk) swapped() talk {
	y := slices.Clone(x)
	y[0], y[1] = y[1], y[0]
	return y
}

// test is what testing.T and rapid.T share.
type test interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// facts are the facts of a session that ends with the last speech.
func (x talk) facts(t test) turns.Facts {
	t.Helper()
	return run(t, len(x), turns.DefaultOptions(), x.changes(), x.end())
}

// run feeds everything at once.
func run(t test, channels int, opts turns.Options, list []vad.Change, end timeline.Position) turns.Facts {
	t.Helper()
	e := newEngine(t, channels, opts)
	push(t, e, list...)
	return clone(e.Finish(end))
}

func newEngine(t test, channels int, opts turns.Options) *turns.Engine {
	t.Helper()
	e, err := turns.NewEngine(channels, opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func push(t test, e *turns.Engine, list ...vad.Change) {
	t.Helper()
	for _, c := range list {
		if err := e.Push(c); err != nil {
			t.Fatal(err)
		}
	}
}

func clone(f turns.Facts) turns.Facts {
	return turns.Facts{Signals: slices.Clone(f.Signals), Readings: slices.Clone(f.Readings)}
}

func join(a, b turns.Facts) turns.Facts {
	return turns.Facts{Signals: append(a.Signals, b.Signals...), Readings: append(a.Readings, b.Readings...)}
}

// named writes a channel as A, B, C.
func named(k int) string {
	if k == turns.Nobody {
		return "-"
	}
	return string(rune('A' + k))
}

// signals writes the facts of layer 1 but IPUs, in order of start: "gap A>B 2-2.2".
func signals(f turns.Facts) []string {
	list := slices.Clone(f.Signals)
	slices.SortStableFunc(list, func(a, b turns.Signal) int { return cmp.Compare(a.Start, b.Start) })
	var out []string
	for _, s := range list {
		if s.Kind == turns.IPU {
			continue
		}
		line := fmt.Sprintf("%v %s>%s %v-%v", s.Kind, named(s.Other), named(s.Speaker), s.Start.Seconds(), s.End.Seconds())
		if s.JointStop {
			line += " joint stop"
		}
		if s.JointStart {
			line += " joint start"
		}
		out = append(out, line)
	}
	return out
}

// readings writes the final facts of layer 2 of the kinds given, in order of start: "butt_in A>B 3-4.6".
func readings(f turns.Facts, kinds ...turns.ReadingKind) []string {
	var list []turns.Reading
	for _, r := range f.Readings {
		if r.Status == turns.Final && (len(kinds) == 0 || slices.Contains(kinds, r.Kind)) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b turns.Reading) int { return cmp.Compare(a.Start, b.Start) })
	var out []string
	for _, r := range list {
		out = append(out, fmt.Sprintf("%v %s>%s %v-%v",
			r.Kind, named(r.Other), named(r.Speaker), r.Start.Seconds(), r.End.Seconds()))
	}
	return out
}

func expect(t *testing.T, in any, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%v\n got %q\nwant %q", in, got, want)
	}
}
