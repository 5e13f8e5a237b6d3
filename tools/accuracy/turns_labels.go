package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/evenkeel/monitor/internal/timeline"
)

// onsetTolerance is how far the onset of a reading may lie from that of its label (the definitions, §5.1, for layer 2).
const onsetTolerance = 500 * timeline.Millisecond

// mark is where somebody does something: by a label, or by a reading.
type mark struct {
	speaker string
	at      timeline.Position
	what    string
}

// turnsAgreement counts labels, and readings by the label at which they lie.
type turnsAgreement struct {
	labels     map[string]int // by what they say
	found      map[string]int // of these, at how many there is a reading
	unlabelled int            // readings at no label
}

func newTurnsAgreement() turnsAgreement {
	return turnsAgreement{labels: map[string]int{}, found: map[string]int{}}
}

func (a *turnsAgreement) add(b turnsAgreement) {
	for what, n := range b.labels {
		a.labels[what] += n
		a.found[what] += b.found[what]
	}
	a.unlabelled += b.unlabelled
}

// readings is how many readings there are.
func (a turnsAgreement) readings() (n int) {
	for _, found := range a.found {
		n += found
	}
	return n + a.unlabelled
}

// precision is the share of the first label among the readings that lie at any of the labels given.
func (a turnsAgreement) precision(label string, others ...string) float64 {
	n := a.found[label]
	for _, other := range others {
		n += a.found[other]
	}
	return share(a.found[label], n)
}

// recall is the share of the labels at which there is a reading.
func (a turnsAgreement) recall(label string) float64 { return share(a.found[label], a.labels[label]) }

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

// agree pairs readings and labels of the same speaker whose onsets are no further apart than onsetTolerance, the closest
// first, each once.
func agree(found, labels []mark) turnsAgreement {
	type pair struct {
		f, l int
		far  timeline.Position
	}
	var pairs []pair
	for f, x := range found {
		for l, y := range labels {
			if far := max(x.at-y.at, y.at-x.at); x.speaker == y.speaker && far <= onsetTolerance {
				pairs = append(pairs, pair{f, l, far})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.far, b.far) })
	a := newTurnsAgreement()
	for _, y := range labels {
		a.labels[y.what]++
	}
	usedFound, usedLabel := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if !usedFound[p.f] && !usedLabel[p.l] {
			usedFound[p.f], usedLabel[p.l] = true, true
			a.found[labels[p.l].what]++
		}
	}
	a.unlabelled = len(found) - len(usedFound)
	return a
}

// readLabels reads CSV with columns start_s, speaker and label.
func readLabels(path string) ([]mark, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("it is empty")
	}
	var columns [3]int
	for i, name := range []string{"start_s", "speaker", "label"} {
		if columns[i] = slices.Index(rows[0], name); columns[i] < 0 {
			return nil, fmt.Errorf("it has no column %s", name)
		}
	}
	var marks []mark
	for i, row := range rows[1:] {
		s, err := strconv.ParseFloat(row[columns[0]], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		marks = append(marks, mark{row[columns[1]], timeline.FromSeconds(s), row[columns[2]]})
	}
	return marks, nil
}
