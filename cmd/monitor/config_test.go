package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"

	"github.com/evenkeel/monitor/internal/turns"
)

func TestTheSampleListsEveryKeyOfTheConfigAndNoOther(t *testing.T) {
	k := koanf.New(".")
	if err := k.Load(rawbytes.Provider(sampleConfig), yaml.Parser()); err != nil {
		t.Fatal(err)
	}
	inSample := make(map[string]bool)
	for _, key := range k.Keys() {
		inSample[key] = true
	}
	for _, key := range structKeys(reflect.TypeFor[Config](), "") {
		if !inSample[key] {
			t.Errorf("monitor.yml does not list %s", key)
		}
		delete(inSample, key)
	}
	for key := range inSample {
		t.Errorf("monitor.yml lists %s, which the config does not have", key)
	}
}

func structKeys(typ reflect.Type, prefix string) []string {
	var keys []string
	for field := range typ.Fields() {
		key := prefix + field.Tag.Get("koanf")
		if field.Type == reflect.TypeFor[RulesConfig]() {
			keys = append(keys, ruleKeys()...)
			continue
		}
		if field.Type.Kind() == reflect.Struct {
			keys = append(keys, structKeys(field.Type, key+".")...)
			continue
		}
		keys = append(keys, key)
	}
	return keys
}

func ruleKeys() []string {
	var keys []string
	o := turns.DefaultOptions()
	for _, x := range o.Lengths() {
		if x.Name != "lapse" { // is agreed on
			keys = append(keys, "rules."+x.Name)
		}
	}
	return keys
}

func TestEveryKeyOfTheSampleHasAComment(t *testing.T) {
	lines := strings.Split(string(sampleConfig), "\n")
	commented := false
	for i, line := range lines {
		text := strings.TrimSpace(line)
		switch {
		case text == "":
			commented = false
		case strings.HasPrefix(text, "#"):
			commented = true
		case !commented && !strings.HasSuffix(text, ":"): // sections need none of their own
			t.Errorf("line %d, %q, has no comment above it", i+1, text)
		}
	}
}

func TestTheRulesOfTheSampleAreTheDefaultsOfTurns(t *testing.T) {
	cfg, err := loadConfig(emptyFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cfg.turnOptions(), turns.DefaultOptions(); got != want {
		t.Errorf("options from monitor.yml = %+v\nwant turns.DefaultOptions() = %+v", got, want)
	}
}

func TestFlagBeatsEnvironmentBeatsFile(t *testing.T) {
	file := writeConfig(t, "agreement:\n  lapse: 4s\n  band: 20-30\nsession:\n  title: from file\n")
	t.Setenv("MONITOR_AGREEMENT_LAPSE", "5s")
	t.Setenv("MONITOR_SESSION_TITLE", "from environment")
	t.Setenv("MONITOR_CHANNELS", "coach=USB:1, client=USB:2")
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	flags.String("title", "", "")
	bindFlag(flags, "title", "session.title")
	if err := flags.Parse([]string{"--title", "from flag"}); err != nil {
		t.Fatal(err)
	}
	cfg, err := loadConfig(file, flags)
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Agreement.Band != "20-30" || cfg.Agreement.Lapse != 5*time.Second || cfg.Session.Title != "from flag" {
		t.Errorf("band, lapse, title = %q, %v, %q; want 20-30 (file), 5s (environment), from flag",
			cfg.Agreement.Band, cfg.Agreement.Lapse, cfg.Session.Title)
	}
	if want := []string{"coach=USB:1", "client=USB:2"}; !reflect.DeepEqual(cfg.Channels, want) {
		t.Errorf("channels = %q, want %q", cfg.Channels, want)
	}
}

func TestAWrongConfigIsRefusedByTheFullPathOfItsKey(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"unknown key":       {"agreement:\n  lapze: 3s\n", "unknown key agreement.lapze"},
		"what there is":     {"agreement:\n  lapze: 3s\n", "agreement.lapse"},
		"unknown section":   {"agreements:\n  lapse: 3s\n", "unknown key agreements.lapse"},
		"bad duration":      {"agreement:\n  lapse: soon\n", "config: agreement.lapse: time: invalid duration"},
		"out of range":      {"agreement:\n  lapse: 90s\n", "agreement.lapse is 1m30s; allowed: 1s to 30s"},
		"not one of":        {"agreement:\n  seen_by: all\n", `agreement.seen_by is "all"; allowed: none, coach, everybody`},
		"band upside down":  {"agreement:\n  band: 40-25\n", "agreement.band"},
		"band not a band":   {"agreement:\n  band: some\n", "agreement.band"},
		"half a TLS":        {"tls:\n  cert: a.pem\n", "tls.cert and tls.key"},
		"rule out of range": {"rules:\n  take: 10m\n", "rules.take"},
		"rules apart":       {"rules:\n  bc_min: 2s\n", "rules.bc_min is longer than bc_max"},
		"no unit":           {"agreement:\n  lapse: 4\n", "agreement.lapse has no unit"},
		"no address":        {"listen: everywhere\n", "listen is"},
		"no YAML":           {"agreement: [\n", "monitor.yml"},
		"list for a value":  {"listen: [a, b]\n", "listen"},
		"section is value":  {"agreement: 3\n", "agreement"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := loadConfig(writeConfig(t, tc.text), nil)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("loadConfig(%q) error = %v, want one that says %q", tc.text, err, tc.want)
			}
		})
	}
}

func TestANamedConfigThatIsMissingIsAnError(t *testing.T) {
	if _, err := loadConfig(filepath.Join(t.TempDir(), "none.yml"), nil); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func FuzzConfig(f *testing.F) {
	f.Add(string(sampleConfig))
	f.Add("agreement:\n  band: 25-40\n")
	f.Add("channels: [a, b]\nrules:\n  take: 1e9s\n")
	f.Add("a: &a [*a]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(t.TempDir(), configName)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := loadConfig(file, nil)
		if err == nil && cfg.check() != nil {
			t.Errorf("loadConfig accepted what check refuses: %q", text)
		}
	})
}

func writeConfig(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), configName)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func emptyFile(t *testing.T) string { return writeConfig(t, "") }
