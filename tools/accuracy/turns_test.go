package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheTreeMeetsItsTargets(t *testing.T) {
	_, all, err := readTurns(filepath.Join(corpus(t), "turns-dev", "gap-*"), isInterruption)
	if err != nil {
		t.Fatal(err)
	}
	precision, recall := all.precision("interruption", "backchannel"), all.recall("interruption")
	if precision < .88 || recall < .63 {
		t.Errorf("interruptions: precision %.3f, recall %.3f, want at least .88 and .63", precision, recall)
	}
}

func TestSureBackchannelsCarryTheLabel(t *testing.T) {
	for _, set := range []string{"mrda-*", "maptask-*"} {
		_, all, err := readTurns(filepath.Join(corpus(t), "turns-dev", set), isSure)
		if err != nil {
			t.Fatal(err)
		}
		if precision := share(all.found["backchannel"], all.readings()); precision < .75 {
			t.Errorf("%s: precision %.3f, want at least .75", set, precision)
		}
	}
}

func TestTheTablesOfTurnsHaveAllSessions(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"turns", "--corpus", corpus(t)}, &out); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"gap-group4", "mrda-Bro017", "maptask-q7nc7", "recall"} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("no %q in:\n%s", word, &out)
		}
	}
}

func TestOnsetsArePairedOnceTheClosestFirst(t *testing.T) {
	found := []mark{{"a", 1000 * ms, ""}, {"a", 1300 * ms, ""}, {"a", 5000 * ms, ""}, {"b", 1000 * ms, ""}}
	labels := []mark{
		{"a", 1200 * ms, "interruption"}, {"a", 800 * ms, "noise"}, {"a", 5501 * ms, "interruption"}, {"c", 1000 * ms, "noise"},
	}
	a := agree(found, labels)
	if want := map[string]int{"interruption": 1, "noise": 1}; !maps.Equal(a.found, want) || a.unlabelled != 2 {
		t.Errorf("found %v and %d at no label, want %v and 2", a.found, a.unlabelled, want)
	}
	if got := a.recall("interruption"); got != .5 {
		t.Errorf("recall %v, want .5", got)
	}
	if got := a.precision("interruption", "noise"); got != .5 {
		t.Errorf("precision %v, want .5", got)
	}
}

func TestLabelsAreReadByTheNamesOfTheirColumns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.labels.csv")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("start_s,end_s,speaker,label\n0.5,0.9,me,backchannel\n")
	marks, err := readLabels(path)
	if want := []mark{{"me", 500 * ms, "backchannel"}}; err != nil || !slices.Equal(marks, want) {
		t.Errorf("labels %v, %v, want %v", marks, err, want)
	}
	for _, text := range []string{"", "start_s,speaker\n1,me\n", "start_s,speaker,label\nsoon,me,noise\n", "start_s,speaker,label\n1\n"} {
		write(text)
		if marks, err := readLabels(path); err == nil {
			t.Errorf("%q gives %v and no error", text, marks)
		}
	}
}
