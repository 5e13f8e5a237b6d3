package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestHelpSaysWhatThereIsAndMeasuresNothing(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"--help"}, {"help"}, {"turns", "-h"}, {"--corpus", "nowhere", "--help"}} {
		var out bytes.Buffer
		if err := run(args, &out); err != nil {
			t.Errorf("%v: %v", args, err)
		}
		for _, p := range parts {
			if !strings.Contains(out.String(), "\n  "+p.name+" ") {
				t.Errorf("%v: no part %s in:\n%s", args, p.name, &out)
			}
		}
		if strings.Contains(out.String(), "# ") || !strings.Contains(out.String(), "Example") {
			t.Errorf("%v: this is no usage:\n%s", args, &out)
		}
	}
}

func TestAPartThatThereIsNotIsAnError(t *testing.T) {
	if err := run([]string{"turn"}, &bytes.Buffer{}); !errors.Is(err, errPart) {
		t.Errorf("error %v, want %v", err, errPart)
	}
}
