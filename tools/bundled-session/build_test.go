package main

import (
	"context"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

// hummer speaks every text as a tone: 100 ms a letter, after 50 ms of silence.
type hummer struct{}

func (hummer) Speak(_ context.Context, s voice.Speech) ([]float32, error) {
	if s.Text == "mute" {
		return nil, errors.New("lost the voice")
	}
	pcm := make([]float32, 1600*len(s.Text)+1600)
	for i := range 1600 * len(s.Text) {
		pcm[800+i] = float32(.2 * math.Sin(2*math.Pi*300*float64(i)/16000))
	}
	return pcm, nil
}

const people = `
session: {lead_in: 1s, tail: 500ms, seed: 7}
coach: {voice: rms, stretch: 1, level_dbfs: -23, noise_dbfs: -62, hum_dbfs: -72, hum_hz: 50}
client: {voice: slt, stretch: 1, level_dbfs: -26, noise_dbfs: -62, hum_dbfs: -75, hum_hz: 60}
lines:
  - coach: this takes four seconds in all, aha
`

func buildPlan(t *testing.T, lines string) (*session, error) {
	t.Helper()
	p, err := plan.Parse(strings.NewReader(people + lines))
	if err != nil {
		t.Fatal(err)
	}
	return build(t.Context(), p, hummer{})
}

func TestAPlanThatHoldsBecomesSoundReferenceAndFacts(t *testing.T) {
	s, err := buildPlan(t, `
  - client: aha
    at: 1s
    as: backchannel
  - client: something that takes longer
    gap: -800ms
    as: interruption_successful
`)
	if err != nil {
		t.Fatal(err)
	}
	files, err := s.files()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"reference.rttm": `SPEAKER session 1 1.000 3.500 <NA> <NA> coach <NA> <NA>
SPEAKER session 1 2.000 0.300 <NA> <NA> client <NA> <NA>
SPEAKER session 1 3.700 2.700 <NA> <NA> client <NA> <NA>
`,
		"facts.csv": `start_s,end_s,kind,speaker,other,layer,status,lead_ms,rem_ms,overlap_ms,next_holder
1.000,4.500,turn,coach,,2,final,,,,client
2.000,2.300,backchannel,client,coach,2,final,1000,2500,300,coach
3.700,6.400,turn,client,coach,2,final,,,,
3.700,4.500,interruption_successful,client,coach,2,final,2700,800,800,client
`,
	}
	for _, f := range files[1:] {
		if string(f.body) != want[f.name] {
			t.Errorf("%s =\n%swant\n%s", f.name, f.body, want[f.name])
		}
	}
	if got := len(files[0].body); files[0].name != "session.wav" || got != 58+2*(16000*69/10) {
		t.Errorf("%s has %d bytes, want session.wav with 6.9 s", files[0].name, got)
	}
}

func TestAPlanThatDoesNotHoldIsRefusedWithItsReasonsAndADrawing(t *testing.T) {
	for _, tc := range []struct{ what, lines, want string }{
		{"a fact that the line does not make", "  - {client: aha, at: 1s, as: butt_in}", "makes no butt_in"},
		{"a fact that no line asked for", "  - {client: aha, at: 1s}", "nobody asked for the backchannel by client"},
		{"a fact close to a threshold", "  - {client: something that takes longer, gap: -500ms, as: interruption_successful}", "fast yield +150 ms"},
		{"a lapse that no line asked for", "  - {client: something that takes longer, gap: 4s}", "nobody asked for the lapse by client"},
	} {
		_, err := buildPlan(t, tc.lines)
		if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "coach  |....") {
			t.Errorf("%s: %v\nwant %q and a drawing", tc.what, err, tc.want)
		}
	}
}

func TestALineThatCannotBeSpokenIsNamed(t *testing.T) {
	for _, tc := range []struct{ lines, want string }{
		{"  - {client: mute, gap: 1s}", "line 2: lost the voice"},
		{"  - {client: aha, gap: 1s, cut: 3s}", "line 2"},
	} {
		if _, err := buildPlan(t, tc.lines); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: %v, want an error with %q", tc.lines, err, tc.want)
		}
	}
}

func TestALineIsAsLoudAsPlanned(t *testing.T) {
	s, err := buildPlan(t, "  - {coach: aha again, gap: 1s, level: -6}")
	if err != nil {
		t.Fatal(err)
	}
	dry := s.scene.Render()[0]
	loud, soft := s.talk[0][0], s.talk[0][1]
	if difference := voice.Level(dry[loud.Start:loud.End]) - voice.Level(dry[soft.Start:soft.End]); math.Abs(difference-6) > .3 {
		t.Errorf("the second line is %.1f dB softer than the first, want 6", difference)
	}
}

func TestASessionThatIsTooLargeIsRefused(t *testing.T) {
	_, err := buildPlan(t, "  - {client: something that takes longer, gap: 250ms}\n  - {coach: "+strings.Repeat("a", 2000)+", gap: 250ms}")
	if err == nil || !strings.Contains(err.Error(), "at most 6000000") {
		t.Errorf("a session of 200 s = %v, want an error with the limit", err)
	}
}

func TestCheckingFindsFilesThatAreOfAnotherPlan(t *testing.T) {
	dir := t.TempDir()
	files := []file{{"session.wav", []byte("sound")}}
	if err := each(files, dir, write); err != nil {
		t.Fatal(err)
	}
	if err := each(files, dir, compare); err != nil {
		t.Errorf("what was just written differs: %v", err)
	}
	files[0].body = []byte("other sound")
	if err := each(files, dir, compare); err == nil {
		t.Error("another sound is no error, want one")
	}
	if err := each(files, dir+"/nowhere", write); err == nil {
		t.Error("a folder that is not there is no error, want one")
	}
}

func TestARunWithoutItsPlanSaysSo(t *testing.T) {
	err := run(t.Context(), []string{"-plan", "nowhere.yaml"}, os.Stderr)
	if err == nil || !strings.Contains(err.Error(), "open plan") {
		t.Errorf("run = %v, want an error of opening the plan", err)
	}
}
