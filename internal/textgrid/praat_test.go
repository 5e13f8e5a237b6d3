//go:build integration

package textgrid_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
)

// saveAs is a script of Praat that opens a TextGrid and saves it three times.
const saveAs = `form Save
    sentence From
    sentence Folder
endform
Read from file: from$
Save as text file: folder$ + "/long.TextGrid"
Save as short text file: folder$ + "/short.TextGrid"
Text writing preferences: "UTF-16"
Save as text file: folder$ + "/utf16.TextGrid"
`

// TestPraatReadsWhatIsWrittenAndIsRead goes through Praat itself: what it saves of a file that was written here holds the
// same, in each of its text formats.
func TestPraatReadsWhatIsWrittenAndIsRead(t *testing.T) {
	for name, tiers := range map[string][]tier.Tier{"a session": pair, "nothing": {{Name: "a"}, {Name: "b", Points: true}}} {
		dir := t.TempDir()
		in, script := filepath.Join(dir, "in.TextGrid"), filepath.Join(dir, "save.praat")
		f, err := os.Create(in)
		if err != nil {
			t.Fatal(err)
		}
		if err = textgrid.Write(f, 2.5, tiers); err != nil {
			t.Fatal(err)
		}
		if err = f.Close(); err != nil {
			t.Fatal(err)
		}
		if err = os.WriteFile(script, []byte(saveAs), 0o600); err != nil {
			t.Fatal(err)
		}
		praat := exec.CommandContext(t.Context(), "praat", "--run", "--no-pref-files", script, in, dir)
		praat.Env = append(os.Environ(), "HOME="+dir) // where it keeps its settings
		if out, err := praat.CombinedOutput(); err != nil {
			t.Fatalf("praat: %v\n%s", err, out)
		}
		want := tier.Disjoint(tiers)
		for i := range want {
			want[i].Name = strings.ReplaceAll(want[i].Name, "\n", " ")
		}
		for _, format := range []string{"in", "long", "short", "utf16"} {
			saved, err := os.Open(filepath.Join(dir, format+".TextGrid"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := textgrid.Parse(saved)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s, %s: %v (-want +got):\n%s", name, format, err, diff)
			}
			if err = saved.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
