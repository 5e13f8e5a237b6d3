package textgrid_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
)

var pair = []tier.Tier{
	{Name: `the "coach"`, Labels: []tier.Label{{Start: .5, End: 1, Text: "speech"}, {Start: 1, End: 1.25, Text: `so "to" say`}}},
	{Name: "שירה 🦊\nline", Labels: nil},
	{Name: "(marks)", Points: true, Labels: []tier.Label{{Start: 2, End: 2, Text: "here"}}},
}

func TestATextGridIsWrittenInTheLongFormat(t *testing.T) {
	var got bytes.Buffer
	if err := textgrid.Write(&got, 2.5, pair); err != nil {
		t.Fatal(err)
	}
	want := `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0 
xmax = 2.5 
tiers? <exists> 
size = 3 
item []: 
    item [1]:
        class = "IntervalTier" 
        name = "the ""coach""" 
        xmin = 0 
        xmax = 2.5 
        intervals: size = 4 
        intervals [1]:
            xmin = 0 
            xmax = 0.5 
            text = "" 
        intervals [2]:
            xmin = 0.5 
            xmax = 1 
            text = "speech" 
        intervals [3]:
            xmin = 1 
            xmax = 1.25 
            text = "so ""to"" say" 
        intervals [4]:
            xmin = 1.25 
            xmax = 2.5 
            text = "" 
    item [2]:
        class = "IntervalTier" 
        name = "שירה 🦊 line" 
        xmin = 0 
        xmax = 2.5 
        intervals: size = 1 
        intervals [1]:
            xmin = 0 
            xmax = 2.5 
            text = "" 
    item [3]:
        class = "TextTier" 
        name = "(marks)" 
        xmin = 0 
        xmax = 2.5 
        points: size = 1 
        points [1]:
            number = 2 
            mark = "here" 
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("TextGrid (-want +got):\n%s", diff)
	}
}

func TestAGridReachesTheLastLabelAndHasALength(t *testing.T) {
	for _, tc := range []struct {
		name  string
		tiers []tier.Tier
		want  string
	}{
		{"nothing", nil, "xmax = 0.001 \n"},
		{"labels beyond the end", pair, "xmax = 2 \n"},
	} {
		var got bytes.Buffer
		if err := textgrid.Write(&got, 0, tc.tiers); err != nil || !strings.Contains(got.String(), tc.want) {
			t.Errorf("%s: %v\n%s\nwant %s", tc.name, err, got.String(), tc.want)
		}
	}
}

type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

func TestAWriterThatFailsFailsTheWrite(t *testing.T) {
	full := fullDisk{errors.New("disk full")}
	if err := textgrid.Write(full, 1, pair); !errors.Is(err, full.err) {
		t.Errorf("error %v, want %v", err, full.err)
	}
}
