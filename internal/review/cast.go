package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// cast is who is on which channel when, with the corrections of people and of what is measured.
type cast struct {
	people   []view.Person // as they are called now, in seat order
	channels int
	seats    []seats         // in order of position, the first at 0
	excluded []timeline.Span // in which nothing is measured
	dropped  turns.ChannelSet
}

// seats is which channel of the record each person has from a position on.
type seats struct {
	at  timeline.Position
	raw []int // by channel of the person
}

// newCast applies what people corrected.
func newCast(rec *record.Record, entries []entry) (cast, error) {
	c := cast{channels: rec.Channels()}
	drops, _ := standing[*DropChannel](entries)
	for _, d := range drops {
		c.dropped = c.dropped.With(d.Channel)
	}
	excludes, _ := standing[*Exclude](entries)
	for _, x := range excludes {
		c.excluded = append(c.excluded, x.span())
	}
	c.swap(entries)
	renames, _ := standing[*Rename](entries)
	c.people = c.called(rec.People, renames)
	for _, e := range rec.Events {
		if e.People != nil {
			c.people = c.called(e.People, renames)
		}
	}
	if _, err := deference.NewMeter(measuredPeople(c.people), deference.DefaultOptions()); err != nil {
		return cast{}, fmt.Errorf("seat its people: %w", err)
	}
	return c, nil
}

// swap exchanges channels where people said so, in order of position.
func (c *cast) swap(entries []entry) {
	now := make([]int, c.channels)
	for k := range now {
		now[k] = k
	}
	c.seats = []seats{{0, now}}
	swaps, _ := standing[*Swap](entries)
	slices.SortStableFunc(swaps, func(a, b *Swap) int { return cmp.Compare(a.FromMS, b.FromMS) })
	for _, w := range swaps {
		now = slices.Clone(now)
		a, b := w.Channels[0], w.Channels[1]
		now[a], now[b] = now[b], now[a]
		c.seats = append(c.seats, seats{timeline.FromMilliseconds(w.FromMS), now})
	}
}

// called are people as they were renamed afterwards; whoever is dropped is not measured.
func (c *cast) called(people []view.Person, renames []*Rename) []view.Person {
	out := slices.Clone(people)
	moved := false
	for i := range out {
		p := &out[i]
		for _, r := range renames {
			if r.Channel != p.Channel {
				continue
			}
			if name := r.name(); name != "" {
				p.Name, p.Initials = name, initials(name)
			}
			if r.Role != "" && r.Role != p.Role {
				p.Role, moved = r.Role, true
			}
		}
		p.Measured = p.Measured && !c.dropped.Has(p.Channel)
	}
	if moved {
		slices.SortStableFunc(out, bySeat)
	}
	return out
}

// bySeat puts the coach first, then the client, then the others.
func bySeat(a, b view.Person) int {
	order := func(role string) int { return slices.Index([]string{"coach", "client", "person", "observer"}, role) }
	return cmp.Compare(order(a.Role), order(b.Role))
}

// initials are the first letters of the first two words of name, or the first two letters of its only word.
func initials(name string) string {
	words := strings.Fields(name)
	first := []rune(words[0])
	if len(words) == 1 {
		return strings.ToUpper(string(first[:1])) + string(first[1:min(2, len(first))])
	}
	return strings.ToUpper(string(first[:1]) + string([]rune(words[1])[:1]))
}

// measuredPeople are people as indicators take them.
func measuredPeople(people []view.Person) []deference.Person {
	out := make([]deference.Person, len(people))
	for i, p := range people {
		out[i] = deference.Person{Channel: p.Channel, Name: p.Name, Role: deference.Role(p.Role), Measured: p.Measured}
	}
	return out
}

// at is who has which channel at a position.
func (c *cast) at(p timeline.Position) []int {
	i := len(c.seats) - 1
	for c.seats[i].at > p {
		i--
	}
	return c.seats[i].raw
}

// person is the channel of the person who had a channel of the record at a position; -1 stays.
func (c *cast) person(raw int, at timeline.Position) int { return slices.Index(c.at(at), raw) }

// raw is the channel of the record that the person of a channel had at a position; -1 stays.
func (c *cast) raw(person int, at timeline.Position) int {
	if seats := c.at(at); person >= 0 && person < len(seats) {
		return seats[person]
	}
	return turns.Nobody
}

// untouched says whether nobody corrected what was heard.
func (c *cast) untouched() bool {
	return len(c.seats) == 1 && len(c.excluded) == 0 && c.dropped == 0
}

// changes are the activity of people up to the end, from that of the channels of the record.
func (c *cast) changes(heard []vad.Change, end timeline.Position) []vad.Change {
	if c.untouched() {
		return heard
	}
	m := mixer{cast: c, raw: make([]vad.Change, c.channels), told: make([]vad.Change, c.channels)}
	turnings := c.turnings(end)
	for _, h := range heard {
		for ; len(turnings) > 0 && turnings[0] < h.At; turnings = turnings[1:] {
			m.advance(turnings[0])
		}
		m.advance(h.At)
		m.raw[h.Channel] = h
	}
	for _, at := range turnings {
		m.advance(at)
	}
	m.tell()
	return m.out
}

// turnings are where corrections begin and end, in order, up to the end.
func (c *cast) turnings(end timeline.Position) []timeline.Position {
	var all []timeline.Position
	for _, s := range c.seats[1:] {
		all = append(all, s.at)
	}
	for _, x := range c.excluded {
		all = append(all, x.Start, x.End)
	}
	all = slices.DeleteFunc(all, func(at timeline.Position) bool { return at > end })
	slices.Sort(all)
	return all
}

// mixer makes the changes of people of those of channels.
type mixer struct {
	cast *cast
	raw  []vad.Change // what holds now, by channel of the record
	told []vad.Change // what was told last, by channel of the person
	now  timeline.Position
	out  []vad.Change
}

// advance goes on to a position, and tells what holds from the one before on.
func (m *mixer) advance(at timeline.Position) {
	if at > m.now {
		m.tell()
		m.now = at
	}
}

// tell tells what is other for a person from now on.
func (m *mixer) tell() {
	excluded := slices.ContainsFunc(m.cast.excluded, func(s timeline.Span) bool { return s.Contains(m.now) })
	for k, raw := range m.cast.at(m.now) {
		if m.cast.dropped.Has(k) {
			continue
		}
		next := vad.Change{Channel: k, At: m.now, Activity: m.raw[raw].Activity, Flags: m.raw[raw].Flags}
		if excluded {
			next.Activity, next.Flags = vad.Unobserved, vad.Paused
		}
		if was := m.told[k]; was.Activity != next.Activity || was.Flags != next.Flags {
			m.told[k] = next
			m.out = append(m.out, next)
		}
	}
}
