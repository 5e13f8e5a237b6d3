package voice_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

// installFlite puts a program flite on the path that has the voice rms and answers every text with the file answer.
func installFlite(t *testing.T, answer []byte) {
	t.Helper()
	dir := t.TempDir()
	script := "#!/bin/sh\nif [ \"$1\" = -lv ]; then echo 'Voices available: kal rms'; exit; fi\n/bin/cat " + filepath.Join(dir, "answer") + "\n"
	if len(answer) == 0 {
		script += "echo 'out of breath' >&2\nexit 3\n"
	}
	for name, body := range map[string]string{"flite": script, "answer": string(answer)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

// wav is a WAV as flite writes it.
func wav(rate uint32, samples ...int16) []byte {
	b := make([]byte, 44)
	copy(b, "RIFF")
	copy(b[8:], "WAVEfmt ")
	binary.LittleEndian.PutUint32(b[24:], rate)
	copy(b[36:], "data")
	for _, s := range samples {
		b = binary.LittleEndian.AppendUint16(b, uint16(s))
	}
	return b
}

func speak(t *testing.T, name string) ([]float32, error) {
	t.Helper()
	f, err := voice.NewFlite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return f.Speak(t.Context(), voice.Speech{Voice: name, Stretch: 1, Text: "Hello."})
}

func TestWhatFliteSaysBecomesSamples(t *testing.T) {
	installFlite(t, wav(16000, 0, 16384, -32768))
	pcm, err := speak(t, "rms")
	if err != nil || len(pcm) != 3 || pcm[1] != .5 || pcm[2] != -1 {
		t.Errorf("samples = %v, %v; want 0, 0.5, -1", pcm, err)
	}
}

func TestWithoutFliteTheErrorSaysHowToInstallIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := voice.NewFlite(t.Context())
	if !errors.Is(err, voice.ErrNoFlite) || !strings.Contains(err.Error(), "apt-get install flite") {
		t.Errorf("NewFlite = %v, want ErrNoFlite with the command that installs it", err)
	}
}

func TestAVoiceThatFliteDoesNotHaveIsAnErrorThatListsThem(t *testing.T) {
	installFlite(t, wav(16000, 1))
	if _, err := speak(t, "nightingale"); err == nil || !strings.Contains(err.Error(), "[kal rms]") {
		t.Errorf("an unknown voice = %v, want an error that lists kal and rms", err)
	}
}

func TestAVoiceOfAnotherRateIsAnError(t *testing.T) {
	installFlite(t, wav(8000, 1))
	if _, err := speak(t, "kal"); err == nil || !strings.Contains(err.Error(), "8000 Hz") {
		t.Errorf("a voice of 8 kHz = %v, want an error that says so", err)
	}
}

func TestAFailureOfFliteNamesTheTextAndTheCause(t *testing.T) {
	installFlite(t, nil)
	_, err := speak(t, "rms")
	if err == nil || !strings.Contains(err.Error(), "Hello.") || !strings.Contains(err.Error(), "out of breath") {
		t.Errorf("a failing flite = %v, want the text and what flite said", err)
	}
}

func TestAnAnswerThatIsNoWAVIsAnError(t *testing.T) {
	installFlite(t, []byte("RIFFraff"))
	if _, err := speak(t, "rms"); err == nil {
		t.Error("no WAV is no error, want one")
	}
}
