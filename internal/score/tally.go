// Package score measures how well two annotations of who speaks when agree, frame by frame. Speakers are matched by name.
package score

import (
	"errors"
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/rttm"
)

// Options say which part of the annotations is compared.
type Options struct {
	// End is where the comparison ends, in seconds. Zero: where the last record ends.
	End float64
	// Collar is how long before and after each edge of the reference nothing is compared, in seconds. Zero: everything
	// is. 0.25 is what NIST's evaluations of diarisation used.
	Collar float64
}

func (o Options) check() error {
	if !(o.End >= 0 && o.End <= rttm.MaxSeconds) {
		return errors.New("compare annotations: the end must be from 0 to 86400 s")
	}
	if !(o.Collar >= 0 && o.Collar <= rttm.MaxSeconds) {
		return errors.New("compare annotations: the collar must be from 0 to 86400 s")
	}
	return nil
}

// Tally adds up the agreement of any number of pairs of annotations. Its zero value is empty.
type Tally struct {
	hit, miss, falseAlarm int // frames of a speaker
	overlap               [2][2]int
	shareError            float64 // of the worst speaker of the worst pair
	jaccard               float64 // error, summed over the reference's speakers
	speakers              int     // of the reference
}

// Add compares a hypothesis with its reference.
func (t *Tally) Add(ref, hyp []rttm.Record, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	end := o.End
	if end == 0 {
		end = max(lastEnd(ref), lastEnd(hyp))
	}
	t.count(lanes(ref, frame(end)), lanes(hyp, frame(end)), frame(o.Collar), frame(end))
	return nil
}

// count goes through the lanes of one pair.
func (t *Tally) count(ref, hyp map[string][]run, collar, end int) {
	speakers := map[string]*speaker{}
	changes := changesOf(collars(ref, collar, end), unscored, nil)
	for of, lanes := range []map[string][]run{reference: ref, hypothesis: hyp} {
		for name, runs := range lanes {
			if speakers[name] == nil {
				speakers[name] = &speaker{}
			}
			changes = append(changes, changesOf(runs, side(of), speakers[name])...)
		}
	}
	var w sweep
	w.run(changes)
	for k := range w.overlap {
		for l := range w.overlap[k] {
			t.overlap[k][l] += w.overlap[k][l]
		}
	}
	t.addSpeakers(speakers)
}

// addSpeakers adds what each speaker of one pair amounts to.
func (t *Tally) addSpeakers(speakers map[string]*speaker) {
	var total [2]int
	for _, s := range speakers {
		total[reference] += s.frames[reference]
		total[hypothesis] += s.frames[hypothesis]
	}
	errorsOf := make([]float64, 0, len(speakers))
	for _, s := range speakers {
		ref, hyp := s.frames[reference], s.frames[hypothesis]
		t.hit += s.both
		t.miss += ref - s.both
		t.falseAlarm += hyp - s.both
		share := part(ref, total[reference]) - part(hyp, total[hypothesis])
		t.shareError = max(t.shareError, math.Abs(share)*100)
		if ref > 0 {
			errorsOf = append(errorsOf, 1-part(s.both, ref+hyp-s.both))
		}
	}
	slices.Sort(errorsOf) // the order of a map must not reach the last digit
	for _, e := range errorsOf {
		t.jaccard += e
	}
	t.speakers += len(errorsOf)
}

// part is a of b, and 0 of nothing.
func part(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

// lastEnd is where the last record ends, in seconds.
func lastEnd(records []rttm.Record) float64 {
	end := 0.0
	for _, r := range records {
		end = max(end, r.Start+r.Duration)
	}
	return end
}
