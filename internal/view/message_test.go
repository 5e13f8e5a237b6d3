package view_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/view"
)

// messageOf is the type of a golden file, by the beginning of its name.
func messageOf(name string) any {
	switch kind, _, _ := strings.Cut(strings.TrimSuffix(name, ".json"), "-"); kind {
	case "hello":
		return new(view.Hello)
	case "snapshot":
		return new(view.Snapshot)
	case "delta":
		return new(view.Delta)
	case "command":
		return new(view.Command)
	case "facts":
		return new(export.Table)
	case "reply":
		return new(view.Reply)
	case "review":
		return new(view.Review)
	case "comparison":
		return new(view.Comparison)
	case "trends":
		return new(view.Trends)
	}
	return nil
}

func TestTheGoldenMessagesAreWhatTheTypesSay(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("golden messages: %d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			golden, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			m := messageOf(filepath.Base(file))
			if m == nil {
				t.Fatal("the name says no kind of message")
			}
			d := json.NewDecoder(bytes.NewReader(golden))
			d.DisallowUnknownFields()
			if err = d.Decode(m); err != nil {
				t.Fatal(err)
			}
			if _, more := m.(*export.Table); more {
				return // a table's rows tell more than the browser reads
			}
			again, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(anything(t, golden), anything(t, again)); diff != "" {
				t.Errorf("golden and encoded again (-golden +encoded):\n%s", diff)
			}
		})
	}
}

func anything(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
