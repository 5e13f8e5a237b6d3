package tier

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/rttm"
)

// What is told beside speech has a tier of its own whose name ends so.
const (
	Turns    = "(turns)"
	Unknown  = "(unknown)"
	Overlaps = "(overlaps)"
	Gaps     = "(gaps)"
	Silences = "(silences)"
	Marks    = "(marks)"
	Notes    = "(notes)"
)

var besideSpeech = []string{Turns, Unknown, Overlaps, Gaps, Silences, Marks, Notes}

// silent are the labels by which programs and people say that nobody speaks, without brackets and in lower case.
var silent = []string{"sil", "silent", "silence", "sp", "pau", "pause", "p:", "#", "_", "-"}

// maxName is how long the name of a speaker may be, in bytes.
const maxName = 256

// IsSilence says whether a label means that nobody speaks there: "sil", "<p:>", "(pause)" and the like. An empty label
// does not: who marks a stretch in ELAN means it, and TextGrids are read without theirs.
func IsSilence(label string) bool {
	label = strings.ToLower(strings.TrimSpace(label))
	for _, b := range []string{"<>", "()", "[]", "{}"} {
		if len(label) >= 2 && label[0] == b[0] && label[len(label)-1] == b[1] {
			label = strings.TrimSpace(label[1 : len(label)-1])
			break
		}
	}
	return slices.Contains(silent, label)
}

// Speech is who speaks when, by tiers that are a speaker each, and the speakers in order. chosen names the tiers, each
// as TIER or SPEAKER=TIER. If it is empty, they are the tiers of stretches in which somebody speaks, but for those that
// describe the labels of another tier and those that this program writes beside speech.
func Speech(tiers []Tier, chosen []string) ([]rttm.Record, []string, error) {
	if len(chosen) == 0 {
		return ofSpeakers(tiers)
	}
	return ofChoice(tiers, chosen)
}

func ofChoice(tiers []Tier, chosen []string) ([]rttm.Record, []string, error) {
	var records []rttm.Record
	var speakers []string
	for _, choice := range chosen {
		speaker, t, err := find(tiers, choice)
		if err != nil {
			return nil, nil, err
		}
		if slices.Contains(speakers, speaker) {
			return nil, nil, fmt.Errorf("%s is chosen twice", speaker)
		}
		records, speakers = append(records, t.speech(speaker)...), append(speakers, speaker)
	}
	return records, speakers, nil
}

// ofSpeakers is the speech of all tiers that look like a speaker's.
func ofSpeakers(tiers []Tier) (records []rttm.Record, speakers []string, err error) {
	for i := range tiers {
		t := &tiers[i]
		if t.Points || t.Parent != "" || t.isBesideSpeech() {
			continue
		}
		speech := t.speech(t.Name)
		if len(speech) == 0 {
			continue
		}
		if slices.Contains(speakers, t.Name) {
			return nil, nil, fmt.Errorf("two tiers are called %.40q: rename one", t.Name)
		}
		if len(t.Name) > maxName {
			return nil, nil, fmt.Errorf("the name of the tier %.40q is longer than %d bytes: choose with NAME=TIER", t.Name, maxName)
		}
		records, speakers = append(records, speech...), append(speakers, t.Name)
	}
	return records, speakers, nil
}

// find is the tier that choice names, and what its speaker is called.
func find(tiers []Tier, choice string) (speaker string, t *Tier, err error) {
	named := func(name string) *Tier {
		i := slices.IndexFunc(tiers, func(t Tier) bool { return t.Name == name && !t.Points })
		if i < 0 {
			return nil
		}
		return &tiers[i]
	}
	if t = named(choice); t != nil {
		return choice, t, nil
	}
	speaker, name, ok := strings.Cut(choice, "=")
	if t = named(name); ok && t != nil {
		return speaker, t, nil
	}
	return "", nil, fmt.Errorf("no tier of stretches is called %q; there are %s: choose with NAME=TIER", choice, list(tiers))
}

// list are the names of tiers of stretches, as many as fit into a sentence.
func list(tiers []Tier) string {
	const most = 12
	var names []string
	for i := range tiers {
		if !tiers[i].Points {
			names = append(names, fmt.Sprintf("%.40q", tiers[i].Name))
		}
	}
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// speech are the stretches in which the speaker of t speaks.
func (t *Tier) speech(speaker string) []rttm.Record {
	var records []rttm.Record
	for _, l := range t.Labels {
		if !IsSilence(l.Text) {
			duration := math.Round((l.End-l.Start)*1e6) / 1e6 // as decimals have it
			records = append(records, rttm.Record{Speaker: speaker, Start: l.Start, Duration: duration})
		}
	}
	return records
}

// isBesideSpeech says whether t is one of those that this program writes beside speech: "coach (turns)", "(gaps) 2".
func (t *Tier) isBesideSpeech() bool {
	name := strings.TrimRight(t.Name, " 0123456789")
	return slices.ContainsFunc(besideSpeech, func(end string) bool { return strings.HasSuffix(name, end) })
}
