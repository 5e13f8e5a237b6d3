package textgrid_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
)

const short = `File type = "ooTextFile"
Object class = "TextGrid"

0
4.5
<exists>
2
"IntervalTier"
"Zoë ""Z"""
0
4.5
3
0
1.25
""
1.25
3
"hello
there"
3
4.5
"  "
"TextTier"
"clicks"
0
4.5
1
2
"x"
`

const long = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 4.5
tiers? <exists>
size = 2 ! two of them
item []:
    item [1]:
        class = "IntervalTier"
        name = "Zoë ""Z"""
        xmin = 0
        xmax = 4.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1.25
            text = ""
        intervals [2]:
            xmin = 1.25
            xmax = 3e0
            text = "hello
there"
        intervals [3]:
            xmin = 3
            xmax = 4.5
            text = "  "
    item [2]:
        class = "TextTier"
        name = "clicks"
        xmin = 0
        xmax = 4.5
        points: size = 1
        points [1]:
            time = 2
            mark = "x"
`

// inUTF16 is s in UTF-16 with a byte order mark.
func inUTF16(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestBothTextFormatsAreReadInEveryEncoding(t *testing.T) {
	want := []tier.Tier{
		{Name: `Zoë "Z"`, Labels: []tier.Label{{Start: 1.25, End: 3, Text: "hello\nthere"}}},
		{Name: "clicks", Points: true, Labels: []tier.Label{{Start: 2, End: 2, Text: "x"}}},
	}
	for _, tc := range []struct{ name, in string }{
		{"short", short},
		{"long", long},
		{"with a byte order mark", "\ufeff" + long},
		{"with the line ends of Windows", strings.ReplaceAll(long, "\n", "\r\n")},
		{"UTF-16, big-endian", inUTF16(short, binary.BigEndian)},
		{"UTF-16, little-endian", inUTF16(long, binary.LittleEndian)},
		{"an old short one", strings.Replace(short, `"ooTextFile"`, `"ooTextFile short"`, 1)},
	} {
		got, err := textgrid.Parse(strings.NewReader(tc.in))
		for i := range got {
			for k := range got[i].Labels {
				got[i].Labels[k].Text = strings.ReplaceAll(got[i].Labels[k].Text, "\r", "")
			}
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tc.name, err, diff)
		}
	}
}

func TestAGridWithoutTiersIsEmpty(t *testing.T) {
	for _, in := range []string{
		"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n1\n<absent>\n",
		"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n1\n<exists>\n0\n",
	} {
		if got, err := textgrid.Parse(strings.NewReader(in)); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v, want no tier and no error", in, got, err)
		}
	}
}

func TestErrorsNameTheLineAndWhatIsWrong(t *testing.T) {
	const head = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n"
	const grid = head + "0 9 <exists> 1\n\"IntervalTier\" \"a\" 0 9 "
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", "line 1: not a TextGrid"},
		{"another format", "start,end\n0,1\n", "not a TextGrid"},
		{"Praat's binary format", "ooBinaryFile\x08TextGrid", "binary format: save it as a text file"},
		{"another object of Praat", "File type = \"ooTextFile\"\nObject class = \"Collection\"\n", `line 2: a "Collection" and no TextGrid`},
		{"an encoding of old", head + "\"J\xfcrgen\"", "neither text in UTF-8 nor in UTF-16"},
		{"half a character", "\xff\xfea", "half a character"},
		{"cut off", grid + "2\n0 1 \"a\"\n", "line 6: the file ends too early"},
		{"a text without end", grid + "1\n0 1 \"a\n", "a text begins here and has no end"},
		{"no number", grid + "1\n0 -a \"a\"\n", "line 5: -a where a number should be"},
		{"a text for a number", grid + "1\n0 \"a\" \"a\"\n", `line 5: "a" where a number should be`},
		{"a number for a text", grid + "1\n0 1 2\n", "line 5: 2 where a text in quotes should be"},
		{"hexadecimal", grid + "1\n0 0x1p3 \"a\"\n", "0x1p3 where a number should be"},
		{"no flag", head + "0 9 1", "1 where <exists> should be"},
		{"another kind of tier", head + "0 9 <exists> 1 \"PitchTier\" \"a\"", `class "PitchTier"`},
		{"a negative time", grid + "1\n-1 1 \"a\"\n", "time -1 s is negative"},
		{"after a day", grid + "1\n1 86401 \"a\"\n", "time 86401 s is later than 24 h"},
		{"the end before the start", grid + "1\n2 1 \"a\"\n", "an interval ends at 1 s before it starts at 2 s"},
		{"more than a file may hold", grid + "500001\n", "500001 labels are too many"},
		{"half a label", grid + "1.5\n", "1.5 is no number of labels"},
		{"too many tiers", head + "0 9 <exists> 1001", "1001 tiers are too many"},
	} {
		_, err := textgrid.Parse(strings.NewReader(tc.in))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
}

func TestAReaderThatFailsFailsTheParse(t *testing.T) {
	broken := errors.New("cable pulled")
	if _, err := textgrid.Parse(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

// FuzzTextGrid holds what can be read to its bounds, and to what comes back after it was written.
func FuzzTextGrid(f *testing.F) {
	f.Add([]byte(short))
	f.Add([]byte(long))
	f.Add([]byte(inUTF16(short, binary.LittleEndian)))
	f.Add([]byte("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0 9e9 <exists> 1e3"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tiers, err := textgrid.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, row := range tiers {
			for _, l := range row.Labels {
				if l.Start < 0 || l.End < l.Start || l.End > tier.MaxSeconds || strings.TrimSpace(l.Text) == "" {
					t.Fatalf("tier %q holds %+v", row.Name, l)
				}
			}
		}
		// Written once, control characters are spaces and times milliseconds; from then on nothing changes.
		if once := rewritten(t, tiers); !bytes.Equal(once, rewritten(t, reread(t, once))) {
			t.Fatalf("written:\n%s\nthen\n%s", once, rewritten(t, reread(t, once)))
		}
	})
}

// rewritten is what is written of tiers that were written and read before.
func rewritten(t *testing.T, tiers []tier.Tier) []byte {
	t.Helper()
	var once, twice bytes.Buffer
	if err := textgrid.Write(&once, 0, tiers); err != nil {
		t.Fatal(err)
	}
	if err := textgrid.Write(&twice, 0, reread(t, once.Bytes())); err != nil {
		t.Fatal(err)
	}
	return twice.Bytes()
}

func reread(t *testing.T, file []byte) []tier.Tier {
	t.Helper()
	tiers, err := textgrid.Parse(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, file)
	}
	return tiers
}
