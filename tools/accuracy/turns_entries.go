package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// floorWithin is how soon after the onset of an entry its speaker's turn starts, if it takes the floor: in the clips the
// other has given way by then.
const floorWithin = 2 * timeline.Second

// measureEntries prints whether the facts that are found in the sound of real meetings tell who takes the floor from
// who gives a backchannel.
func measureEntries(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("entries", flag.ContinueOnError)
	corpus := flags.String("corpus", corpusFolder(), "folder of recordings and annotations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	clips, err := readEntries(filepath.Join(*corpus, "real-dev"))
	if err != nil {
		return err
	}
	t := newTable(out)
	t.row("entries into talk, from sound\tlabel\tas recorded\t\tseparated\t")
	right := [2]int{}
	for _, c := range clips {
		cells := []any{c.name, c.label()}
		for i, facts := range c.facts {
			told, kind := c.told(facts)
			if told == c.label() {
				right[i]++
			}
			cells = append(cells, told, kind)
		}
		t.row("%s\t%s\t%s\t%s\t%s\t%s", cells...)
	}
	t.row("told\t\t%d of %d\t\t%d of %d\t", right[0], len(clips), right[1], len(clips))
	return t.print()
}

// entryClip is a clip of a meeting in which one of two people comes into the other's talk.
type entryClip struct {
	name  string
	who   int // the channel of who comes in
	onset timeline.Position
	takes bool           // the floor, by what became of it; else it is a backchannel
	facts [2]turns.Facts // found in the recording, and in its separated channels
}

func readEntries(folder string) ([]entryClip, error) {
	files, err := filepath.Glob(filepath.Join(folder, "ami-*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("find ami-*.json in %s: is --corpus right?", folder)
	}
	var clips []entryClip
	for _, file := range files {
		c, err := readEntry(file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		recording := strings.TrimSuffix(file, ".json") + ".wav"
		for i, hear := range []func(string) (heard, error){hear, hearSeparated} {
			h, err := hear(recording)
			if err != nil {
				return nil, err
			}
			if c.facts[i], err = h.facts(); err != nil {
				return nil, err
			}
		}
		clips = append(clips, c)
	}
	return clips, nil
}

func readEntry(file string) (entryClip, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return entryClip{}, err
	}
	var label struct {
		ID       string `json:"id"`
		Channels struct {
			Caller int `json:"caller_channel"`
		} `json:"channels"`
		Onset    float64 `json:"caller_onset_sec"`
		Expected struct {
			Yield bool `json:"yield"`
		} `json:"expected"`
	}
	if err := json.Unmarshal(b, &label); err != nil {
		return entryClip{}, err
	}
	return entryClip{
		name: label.ID, who: label.Channels.Caller, onset: timeline.FromSeconds(label.Onset), takes: label.Expected.Yield,
	}, nil
}

// facts are what the rules make of what was heard.
func (h *heard) facts() (turns.Facts, error) {
	engine, err := turns.NewEngine(len(h.changes), turns.DefaultOptions())
	if err != nil {
		return turns.Facts{}, err
	}
	for _, changes := range h.changes {
		for _, c := range changes {
			if err := engine.Push(c); err != nil {
				return turns.Facts{}, err
			}
		}
	}
	return engine.Finish(h.length), nil
}

func (c *entryClip) label() string {
	if c.takes {
		return "floor taken"
	}
	return "backchannel"
}

// told is what facts say of the entry, and the kind of the reading at its onset. The floor is taken when a turn of its
// speaker begins with it, or floorWithin after it.
func (c *entryClip) told(facts turns.Facts) (told, kind string) {
	told, kind = "-", "-"
	for _, r := range facts.Readings {
		if r.Status != turns.Final || r.Speaker != c.who || r.Start < c.onset-onsetTolerance || r.Start > c.onset+floorWithin {
			continue
		}
		begins := r.Start <= c.onset+onsetTolerance
		switch {
		case r.Kind == turns.Turn:
			told = "floor taken"
		case begins && kind == "-":
			kind = r.Kind.String()
		}
		if r.Kind == turns.Backchannel && begins && told == "-" {
			told = "backchannel"
		}
	}
	return told, kind
}
