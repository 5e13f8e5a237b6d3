package export_test

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestActivityIsReadByTheScorersOfTheField goes through a scorer that is not part of the program, where it is there.
func TestActivityIsReadByTheScorersOfTheField(t *testing.T) {
	corpus := cmp.Or(os.Getenv("EVENKEEL_CORPUS"), filepath.FromSlash("../../../shared/corpus"))
	scorer := filepath.Join(filepath.Dir(corpus), "tools", "score.py")
	if _, err := os.Stat(scorer); err != nil {
		t.Skipf("the scorer is not there (%v); set EVENKEEL_CORPUS to the folder beside its own", err)
	}
	s := talkOf(awkward...)
	path := filepath.Join(t.TempDir(), "activity.rttm")
	if err := os.WriteFile(path, []byte(written(t, s, "activity.rttm")), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "python3", scorer, path, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ F1 float64 }
	if err = json.Unmarshal(out, &got); err != nil || got.F1 != 1 {
		t.Errorf("%s, %v: want f1 of 1", out, err)
	}
}
