package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// TestReferenceNamesEverything holds docs/reference.md to the program: whatever has a name that people or programs meet
// is named there in code quotes, if only as the last part of a path.
func TestReferenceNamesEverything(t *testing.T) {
	doc := quotedWords(t, "../../docs/reference.md")
	for what, names := range map[string][]string{
		"command":            commandNames(newRoot(streams{})),
		"flag":               flagNames(newRoot(streams{})),
		"config key":         configKeys(t),
		"rule":               ruleNames(),
		"fact kind":          factKinds(),
		"column":             columns(t),
		"flag of a signal":   allNames(func(i int) string { return vad.Flags(1 << i).String() }),
		"how it is heard":    allNames(func(i int) string { return vad.Heard(i).String() }),
		"metric":             metricNames(t),
		"message field":      fieldNames(view.Hello{}, view.Snapshot{}, view.Delta{}, view.Reply{}, view.Command{}),
		"command to session": browserCommands(t),
		"session.json field": fieldNames(export.Session{}),
		"file":               append(export.FileNames(), observationsFile),
	} {
		if len(names) == 0 {
			t.Errorf("no %s was found to look for", what)
		}
		for _, name := range names {
			if !doc[name] {
				t.Errorf("docs/reference.md does not name the %s `%s`", what, name)
			}
		}
	}
}

// quotedWords are the words in code quotes of a document, and the parts of those with dots: `signal.kind` names kind.
func quotedWords(t *testing.T, path string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	words := make(map[string]bool)
	for _, quoted := range regexp.MustCompile("`([^`\n]+)`").FindAllSubmatch(text, -1) {
		word, _, _ := strings.Cut(string(quoted[1]), " ") // `--listen HOST:PORT`
		words[word] = true
		for part := range strings.SplitSeq(word, ".") {
			words[part] = true
		}
	}
	return words
}

func commandNames(root *cobra.Command) (names []string) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

func flagNames(root *cobra.Command) (names []string) {
	add := func(f *pflag.Flag) { names = append(names, "--"+f.Name) }
	root.PersistentFlags().VisitAll(add)
	for _, c := range root.Commands() {
		c.LocalFlags().VisitAll(add)
	}
	return names
}

// configKeys are all keys but those of the rules, which the document names without "rules.".
func configKeys(t *testing.T) (keys []string) {
	t.Helper()
	k, _, err := mergeConfig(writeConfig(t, ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range k.Keys() {
		keys = append(keys, strings.TrimPrefix(key, "rules."))
	}
	return keys
}

func ruleNames() (names []string) {
	o := turns.DefaultOptions()
	for _, x := range o.Lengths() {
		names = append(names, x.Name)
	}
	return names
}

func factKinds() []string {
	return append(
		allNames(func(i int) string { return turns.SignalKind(i).String() }),
		allNames(func(i int) string { return turns.ReadingKind(i).String() })...)
}

// allNames are the names of 0, 1, … up to the first without one, which is "" or panics.
func allNames(name func(i int) string) (all []string) {
	defer func() { _ = recover() }() // the table of names has ended
	for i := 0; ; i++ {
		n := name(i)
		if n == "" {
			return all
		}
		all = append(all, n)
	}
}

// columns are those of facts.csv and observations.csv.
func columns(t *testing.T) (names []string) {
	t.Helper()
	var facts, observations bytes.Buffer
	if err := export.Facts(&facts, nil); err != nil {
		t.Fatal(err)
	}
	if err := export.NewObservations(&observations, nil, 0).Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []*bytes.Buffer{&facts, &observations} {
		header, err := csv.NewReader(file).Read()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, header...)
	}
	return names
}

// metricNames are the metrics of the program's own, whether there is anything to count yet or not.
func metricNames(t *testing.T) (names []string) {
	t.Helper()
	reg := prometheus.NewRegistry()
	session.NewMetrics(reg)
	opts := dashboard.DefaultOptions()
	opts.Address, opts.Token = "127.0.0.1:0", dashboard.NewToken()
	server, err := dashboard.NewServer(t.Context(), opts, nil, reg, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err = server.Close(); err != nil {
		t.Fatal(err)
	}
	descs := make(chan *prometheus.Desc)
	go func() { defer close(descs); reg.Describe(descs) }()
	own := regexp.MustCompile(`fqName: "(monitor_\w+)"`)
	for desc := range descs {
		if name := own.FindStringSubmatch(desc.String()); name != nil {
			names = append(names, name[1])
		}
	}
	return names
}

// browserCommands are the commands that a browser can send; there is a golden message of each.
func browserCommands(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("../../internal/view/testdata/command-*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "command-"), ".json"))
	}
	return names
}

// fieldNames are the JSON fields of values and of all that is in them, but for those of indicators.json, which has a
// document of its own.
func fieldNames(values ...any) (names []string) {
	seen := map[reflect.Type]bool{reflect.TypeFor[deference.Result](): true}
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		switch {
		case typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Array:
			visit(typ.Elem())
		case typ.Kind() != reflect.Struct || seen[typ]:
		default:
			seen[typ] = true
			for _, f := range reflect.VisibleFields(typ) {
				if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
					names = append(names, name)
				}
				if f.IsExported() {
					visit(f.Type)
				}
			}
		}
	}
	for _, v := range values {
		visit(reflect.TypeOf(v))
	}
	return names
}
