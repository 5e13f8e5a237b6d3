//go:build integration

package main

import (
	"testing"

	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

func TestTheBundledPlanHolds(t *testing.T) {
	p, err := readPlan("plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	flite, err := voice.NewFlite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := build(t.Context(), p, flite); err != nil {
		t.Error(err)
	}
}
