package capture

import (
	"fmt"
	"strings"
	"testing"
)

// interface8 is an interface of eight inputs as servers know it, aux0 to aux7.
var interface8 = Input{
	ID: "alsa_input.interface", Name: "Interface", Channels: 8, Rate: 48000, pulse: true,
	places: []byte{12, 13, 14, 15, 16, 17, 18, 19},
}

func TestOnlyChannelsAtUsualPlacesArriveUnmixed(t *testing.T) {
	for name, tc := range map[string]struct {
		in   Input
		want bool
	}{
		"stereo":                      {Input{pulse: true, places: []byte{1, 2}}, true},
		"mono":                        {Input{pulse: true, places: []byte{0}}, true},
		"one channel somewhere":       {Input{pulse: true, places: []byte{12}}, true},
		"5.1":                         {Input{pulse: true, places: []byte{1, 2, 5, 6, 3, 7}}, true},
		"5.1 in another order":        {Input{pulse: true, places: []byte{1, 2, 3, 7, 5, 6}}, false},
		"aux":                         {interface8, false},
		"aux, but not by that server": {Input{places: []byte{12, 13}}, true},
	} {
		if got := arrivesAsIs(tc.in); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestARemapTakesTheChannelsThatAreUsed(t *testing.T) {
	for _, tc := range []struct{ use, routes, from, to string }{
		{"7", "[{0 0}]", "aux6", "mono"},
		{"2 5", "[{0 0} {1 1}]", "aux1,aux4", "front-left,front-right"},
		{"2 2", "[{0 0} {0 1}]", "aux1", "mono"},
		{"3 1 8", "[{0 0} {1 1} {2 2}]", "aux2,aux0,aux7,aux7", "front-left,front-right,rear-left,rear-right"},
	} {
		var routes []route
		for lane, ch := range strings.Fields(tc.use) {
			routes = append(routes, route{source: int(ch[0]-'0') - 1, lane: lane})
		}
		r, err := planRemap(interface8, routes)
		if err != nil {
			t.Fatal(err)
		}
		from, _ := places(r.used)
		to, _ := places(r.as)
		if got := fmt.Sprint(routes); got != tc.routes || from != tc.from || to != tc.to {
			t.Errorf("channels %s: %s as %s, routes %s; want %s as %s, routes %s", tc.use, from, to, got, tc.from, tc.to, tc.routes)
		}
	}
}

func TestTheNameOfARemapIsNoMonitors(t *testing.T) {
	if name := (remap{device: "desk.monitor"}).name(); !strings.HasPrefix(name, remapPrefix) || strings.HasSuffix(name, ".monitor") {
		t.Errorf("it is called %s", name)
	}
}

func TestTooManyChannelsOrUnknownPlacesAreErrors(t *testing.T) {
	var routes []route
	for k := range 9 {
		routes = append(routes, route{source: k, lane: k})
	}
	if _, err := planRemap(Input{Name: "Desk", places: make([]byte, 16)}, routes); err == nil {
		t.Error("nine channels were remapped")
	}
	if _, ok := places([]byte{1, 200}); ok {
		t.Error("place 200 has a name")
	}
	if _, err := (remap{device: "x", used: []byte{200}, as: []byte{0}}).load(); err == nil {
		t.Error("place 200 was remapped")
	}
}
