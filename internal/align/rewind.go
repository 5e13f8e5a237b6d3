package align

import "github.com/evenkeel/monitor/internal/timeline"

// Rewind says that what comes next was recorded by so much earlier than what came last: a recording begins anew. The
// devices are put where they were then, as far as it is known how fast they drift.
func (a *Aligner) Rewind(by timeline.Position) {
	for k := range a.devices {
		d := &a.devices[k]
		d.advance -= d.drift * float64(by)
	}
	for i := range a.pairs {
		a.pairs[i].forget()
	}
}
