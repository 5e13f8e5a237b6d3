package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/turns"
)

func TestAChannelSetHoldsChannels(t *testing.T) {
	s := turns.ChannelSet(0).With(3).With(63).With(3)
	if !s.Has(3) || !s.Has(63) || s.Has(0) || s.Len() != 2 {
		t.Errorf("set of 3 and 63 is %b", s)
	}
	if s.Sole() != turns.Nobody || turns.ChannelSet(0).Sole() != turns.Nobody {
		t.Error("neither two channels nor none are a sole channel")
	}
	if got := s.Without(3).Without(5).Sole(); got != 63 {
		t.Errorf("sole channel of what is left is %d, want 63", got)
	}
}
