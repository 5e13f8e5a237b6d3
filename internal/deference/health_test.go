package deference

import "testing"

func TestTheSignalGateHasItsLimits(t *testing.T) {
	for _, tc := range []struct {
		reason    Reason
		good, bad Health
	}{
		{Dropout, Health{Dropout: .00499}, Health{Dropout: .005}},
		{Noisy, Health{}, Health{Noisy: true}},
		{Bleed, Health{Bleed: .0999}, Health{Bleed: .10}},
		{Masked, Health{Masked: .20}, Health{Masked: .201}},
		{Clipped, Health{Clipped: .00099}, Health{Clipped: .001}},
		{Adrift, Health{}, Health{Adrift: true}},
	} {
		if tc.good.has(tc.reason) || !tc.bad.has(tc.reason) {
			t.Errorf("%s: %+v is bad %v, %+v is bad %v", tc.reason, tc.good, tc.good.has(tc.reason), tc.bad, tc.bad.has(tc.reason))
		}
	}
	if (Health{Dead: true}).has(Dead) {
		t.Error("a dead channel is gated by its unknown time")
	}
}
