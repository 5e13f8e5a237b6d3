package view

import "reflect"

// Diff is what has changed from a to b, with the change of the strip, which its builder knows; ok is false when nothing
// has. It leaves Seq and AtMS to the caller.
func Diff(a, b *View, strip *StripChange) (d Delta, ok bool) {
	d = Delta{Type: "delta", Strip: strip}
	section(&d.Session, &a.Session, &b.Session)
	section(&d.Agreement, &a.Agreement, &b.Agreement)
	section(&d.Signal, &a.Signal, &b.Signal)
	section(&d.Floor, &a.Floor, &b.Floor)
	section(&d.Indicators, &a.Indicators, &b.Indicators)
	section(&d.NudgesMuted, &a.NudgesMuted, &b.NudgesMuted)
	section(&d.Rules, &a.Rules, &b.Rules)
	if !reflect.DeepEqual(a.People, b.People) {
		d.People = b.People
	}
	if !reflect.DeepEqual(a.Speaking, b.Speaking) {
		d.Speaking = b.Speaking
	}
	d.Setup = pointed(a.Setup, b.Setup)
	d.Summary = pointed(a.Summary, b.Summary)
	if d.Nudge = pointed(a.Nudge, b.Nudge); a.Nudge != nil && b.Nudge == nil {
		d.Nudge = &Nudge{}
	}
	return d, !reflect.DeepEqual(d, Delta{Type: "delta"})
}

// section sets to when the part has changed.
func section[T any](to **T, a, b *T) {
	if !reflect.DeepEqual(a, b) {
		part := *b
		*to = &part
	}
}

// pointed is b when it differs from a.
func pointed[T any](a, b *T) *T {
	if b == nil || reflect.DeepEqual(a, b) {
		return nil
	}
	return b
}
