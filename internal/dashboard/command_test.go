package dashboard_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestEveryCommandOfTheProtocolIsUnderstood(t *testing.T) {
	files, err := filepath.Glob("../view/testdata/command-*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d golden commands, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := dashboard.ParseCommand(data); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		} else if name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "command-"), ".json"); c.Name != name {
			t.Errorf("%s: read as %s", filepath.Base(file), c.Name)
		}
	}
}

func TestACommandThatIsNotWellFormedIsRefusedWithTheReason(t *testing.T) {
	long := strings.Repeat("ä", 41)
	for _, tt := range []struct{ name, data, id, want string }{
		{"nothing", ``, "", "EOF"},
		{"null", `null`, "", `type ""`},
		{"a list", `[1]`, "", "cannot unmarshal array"},
		{"two at once", `{"type":"command","id":"a","name":"start"}{}`, "", "more follows"},
		{"an unknown field", `{"type":"command","id":"a","name":"start","speed":2}`, "a", `unknown field "speed"`},
		{"another type", `{"type":"hello","id":"a","name":"start"}`, "a", `type "hello"`},
		{"no ID", `{"type":"command","name":"start"}`, "", "an ID has"},
		{"a long ID", `{"type":"command","id":"` + long + `","name":"start"}`, "", "an ID has"},
		{"an unknown name", `{"type":"command","id":"a","name":"START"}`, "a", `command "START"`},
		{"a long unknown name", `{"type":"command","id":"a","name":"` + long + `"}`, "a", `command "ääääääääääääääääääää"`},
		{"no channel", `{"type":"command","id":"a","name":"remove"}`, "a", "remove needs a channel"},
		{"a channel below zero", `{"type":"command","id":"a","name":"remove","channel":-1}`, "a", "channel -1"},
		{"a channel in part", `{"type":"command","id":"a","name":"remove","channel":1.5}`, "a", "cannot unmarshal number 1.5"},
		{"no value", `{"type":"command","id":"a","name":"mute"}`, "a", "mute needs a value"},
		{"a bare value", `{"type":"command","id":"a","name":"mute","value":true}`, "a", "not an object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := dashboard.ParseCommand([]byte(tt.data))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if c.ID != tt.id || c.Name != "" {
				t.Errorf("got %+v, want no more than the ID %q", c, tt.id)
			}
		})
	}
}

func FuzzCommand(f *testing.F) {
	files, _ := filepath.Glob("../view/testdata/command-*.json")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil {
			f.Add(data)
		}
	}
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `"command"`, `{"type":"command"`, "\xff\xfe", `{"type":"command","id":"a","name":"start"} x`,
		`{"type":"command","id":"a","name":"assign","channel":9e99,"value":{}}`, strings.Repeat(`[`, 4000),
		`{"TYPE":"command","Id":"a","NAME":"start"}`, `{"type":"command","id":"\ud800","name":"start"}`,
		`{"type":"command","id":"a","name":"agreement","value":{"band":[1e308,-1]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := dashboard.ParseCommand(data)
		if utf8.RuneCountInString(c.ID) > 40 {
			t.Errorf("an ID of %d characters", utf8.RuneCountInString(c.ID))
		}
		if err != nil {
			if c.Name != "" || c.Channel != nil || c.Value != nil {
				t.Errorf("refused, yet read as %+v", c)
			}
			return
		}
		if c.Type != "command" || c.ID == "" || c.Channel != nil && *c.Channel < 0 {
			t.Errorf("accepted %+v", c)
		}
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatalf("encode %+v: %v", c, err)
		}
		if same, err := dashboard.ParseCommand(again); err != nil || !reflect.DeepEqual(same, c) {
			t.Errorf("%+v became %+v, %v", c, same, err)
		}
	})
}
