package review

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/deference"
)

// Bounds of what people write.
const (
	longestText = 10000 // characters of a note
	longestName = 100   // characters of a name, a label, a tag
	mostTags    = 100
)

var authors = []string{"coach", "client", "observer", "mentor", "facilitator", "person"}

func checkAuthor(by string) error {
	if !slices.Contains(authors, by) {
		return fmt.Errorf("%q is no role that can add anything", by)
	}
	return nil
}

// checkText finds text that is missing or too long.
func checkText(what, text string, longest int) error {
	switch {
	case strings.TrimSpace(text) == "":
		return fmt.Errorf("%s is empty", what)
	case utf8.RuneCountInString(text) > longest:
		return fmt.Errorf("%s is longer than %d characters", what, longest)
	}
	return nil
}

// checkAt finds a position outside the session.
func (s *Session) checkAt(ms int64) error {
	if end := s.rec.End.Milliseconds(); ms < 0 || ms > end {
		return fmt.Errorf("%s is not within the session, which ends at %s", clockAt(ms), clockAt(end))
	}
	return nil
}

// checkSpan finds a span that is not within the session; empty says that it may have no length.
func (s *Session) checkSpan(x Span, empty bool) error {
	if x.EndMS < x.StartMS || !empty && x.EndMS == x.StartMS {
		return errors.New("the end lies before the start, or on it")
	}
	return cmp.Or(s.checkAt(x.StartMS), s.checkAt(x.EndMS))
}

// checkMeasured finds a channel that nobody is measured on.
func (s *Session) checkMeasured(channel int) error {
	if channel < 0 || channel >= s.rec.Channels() {
		return fmt.Errorf("nobody is measured on channel %d", channel)
	}
	return nil
}

func checkTags(ids []string) error {
	if len(ids) > mostTags {
		return fmt.Errorf("more than %d tags", mostTags)
	}
	for _, id := range ids {
		if err := checkText("a tag", id, longestName); err != nil {
			return err
		}
	}
	return nil
}

func (n *Note) check(s *Session, by string) error {
	if n.ReplyTo != 0 {
		if _, err := s.noteFor(n.ReplyTo, by); err != nil {
			return err
		}
	}
	if n.On != nil {
		if err := s.checkAt(n.On.AtMS); err != nil {
			return err
		}
	}
	return cmp.Or(checkText("the note", n.Text, longestText), checkTags(n.Tags), s.checkSpan(n.Span, true))
}

func (n *NoteEdit) check(s *Session, by string) error {
	return cmp.Or(s.checkOwn(n.Note, by), checkText("the note", n.Text, longestText), checkTags(n.Tags))
}

func (n *NoteRef) check(s *Session, by string) error { return s.checkOwn(n.Note, by) }

// noteFor is the note of that number, if role by may see it.
func (s *Session) noteFor(seq int64, by string) (*entry, error) {
	for i := range s.entries {
		e := &s.entries[i]
		if _, is := e.body.(*Note); is && e.seq == seq && e.fault == nil && s.visible(e, by) {
			return e, nil
		}
	}
	return nil, fmt.Errorf("there is no note %d", seq)
}

// checkOwn finds a note that is not by's own.
func (s *Session) checkOwn(seq int64, by string) error {
	e, err := s.noteFor(seq, by)
	if err == nil && e.by != by {
		return fmt.Errorf("only its author, the %s, can change this note", e.by)
	}
	return err
}

func (r *EventRef) check(s *Session, _ string) error {
	return cmp.Or(s.checkMeasured(r.Channel), s.checkAt(r.AtMS))
}

func (w *Swap) check(s *Session, _ string) error {
	if w.Channels[0] == w.Channels[1] {
		return errors.New("a swap takes two different people")
	}
	return cmp.Or(s.checkMeasured(w.Channels[0]), s.checkMeasured(w.Channels[1]), s.checkAt(w.FromMS))
}

func (r *Rename) check(s *Session, _ string) error {
	if r.name() == "" && r.Role == "" {
		return errors.New("there is neither a new name nor a new role")
	}
	if r.Role != "" && !slices.Contains([]deference.Role{deference.Coach, deference.Client, deference.Observer, deference.Somebody}, deference.Role(r.Role)) {
		return fmt.Errorf("%q is no role: coach, client, observer or person", r.Role)
	}
	if utf8.RuneCountInString(r.Name) > longestName {
		return fmt.Errorf("the name is longer than %d characters", longestName)
	}
	for _, p := range s.rec.People {
		if p.Channel == r.Channel {
			return nil
		}
	}
	return fmt.Errorf("nobody has channel %d", r.Channel)
}

// name is the new name on one line, without the asterisks that mark figures; "" when it stays.
func (r *Rename) name() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(r.Name, "*", " ")), " ")
}

func (x *Exclude) check(s *Session, _ string) error {
	return cmp.Or(s.checkSpan(x.Span, false), checkText("the name of the stretch", x.Text, longestName))
}

func (d *DropChannel) check(s *Session, _ string) error { return s.checkMeasured(d.Channel) }

func (u *Undo) check(s *Session, by string) error {
	for i := range s.entries {
		e := &s.entries[i]
		switch {
		case e.seq != u.Entry:
		case e.fault != nil:
			return errors.New("this version does not know what would be taken back")
		case s.own(e) && e.by != by:
			return fmt.Errorf("there is no entry %d that you can take back", u.Entry)
		case e.undone != 0:
			return fmt.Errorf("entry %d is taken back already", u.Entry)
		default:
			return nil
		}
	}
	return fmt.Errorf("there is no entry %d that you can take back", u.Entry)
}

func (r *Reflection) check(*Session, string) error {
	for _, x := range []struct {
		guess *int
		most  int
	}{{r.TalkShare, 100}, {r.Taken, mostGuessed}, {r.Broken, mostGuessed}} {
		if x.guess != nil && (*x.guess < 0 || *x.guess > x.most) {
			return fmt.Errorf("%d is not from 0 to %d", *x.guess, x.most)
		}
	}
	return nil
}

func (g *Tags) check(*Session, string) error {
	if len(g.Tags) > mostTags {
		return fmt.Errorf("more than %d tags", mostTags)
	}
	seen := make(map[string]bool, len(g.Tags))
	for _, x := range g.Tags {
		if err := cmp.Or(checkText("the short form of a tag", x.ID, longestName), checkText("the name of a tag", x.Name, longestName)); err != nil {
			return err
		}
		if seen[x.ID] {
			return fmt.Errorf("two tags are called %q", x.ID)
		}
		seen[x.ID] = true
	}
	return nil
}

func (p *Phase) check(s *Session, _ string) error {
	return cmp.Or(s.checkSpan(p.Span, false), checkText("the name", p.Name, longestName))
}
