package deference_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
)

// keysOf collects the names of all fields in a JSON value.
func keysOf(x any, into map[string]bool) {
	switch x := x.(type) {
	case map[string]any:
		for key, inner := range x {
			into[key] = true
			keysOf(inner, into)
		}
	case []any:
		for _, inner := range x {
			keysOf(inner, into)
		}
	}
}

func TestTheFormatDocumentNamesEverythingThatIsWritten(t *testing.T) {
	doc, err := os.ReadFile("../../docs/indicators.md")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for _, r := range []deference.Result{plenty().result(t, pair, band), round(8).result(t, four, band)} {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var x any
		if err := json.NewDecoder(bytes.NewReader(b)).Decode(&x); err != nil {
			t.Fatal(err)
		}
		keysOf(x, words)
		for _, ind := range r.Session.Indicators {
			words[string(ind.ID)], words[string(ind.State)] = true, true
			for _, m := range ind.Measures {
				words[m.Name] = true
			}
		}
	}
	for word := range words {
		if !strings.Contains(string(doc), "`"+word+"`") {
			t.Errorf("docs/indicators.md does not name %q", word)
		}
	}
}

func TestSecondsAreWrittenToTheMillisecond(t *testing.T) {
	for position, want := range map[deference.Seconds]string{0: "0", 16: "0.001", 16000: "1", deference.Seconds(second*3600) + 8000: "3600.5"} {
		b, err := json.Marshal(position)
		if err != nil || string(b) != want {
			t.Errorf("%d is written %s (%v), want %s", position, b, err, want)
		}
		var back deference.Seconds
		if err := json.Unmarshal(b, &back); err != nil || back != position {
			t.Errorf("%s reads as %d (%v), want %d", b, back, err, position)
		}
	}
	var s deference.Seconds
	if err := json.Unmarshal([]byte(`"soon"`), &s); err == nil {
		t.Error("words were read as seconds")
	}
}
