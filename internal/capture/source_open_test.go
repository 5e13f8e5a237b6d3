package capture_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
)

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFilesAreReadFromDisk(t *testing.T) {
	a, b := tone(300, 16000, 2000), tone(500, 16000, 1500)
	s, err := capture.OpenWAV([]capture.NamedFile{
		{Names: []string{"coach"}, Path: save(t, "a.wav", wavOf(audio.Float32, 16000, a))},
		{Path: save(t, "b.wav", wavOf(audio.Float32, 16000, b))},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := listen(t, s)
	if w := worst(got.pcm[0], a, 0); w > exact || s.Length() != 2000 {
		t.Errorf("off by %g, %d positions, want %d without error", w, s.Length(), len(a))
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := s.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("closed twice: %v, want that it is closed already", err)
	}
}

func TestWhatCannotBeOpenedIsNamed(t *testing.T) {
	good, bad := save(t, "good.wav", wavOf(audio.PCM16, 16000, tone(300, 16000, 99))), save(t, "bad.wav", []byte("ID3"))
	for _, tc := range []struct {
		name string
		file capture.NamedFile
		want string
	}{
		{"no such file", capture.NamedFile{Path: good + "x"}, "good.wavx: no such file"},
		{"a name that may be a file's", capture.NamedFile{Names: []string{"a"}, Path: "b.wav"}, `given as ./a=b.wav`},
		{"a folder", capture.NamedFile{Path: filepath.Dir(good)}, "this is a folder, a pipe or a device"},
		{"another format", capture.NamedFile{Path: bad}, "bad.wav: this is MP3"},
	} {
		_, err := capture.OpenWAV([]capture.NamedFile{{Path: good}, tc.file})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
}

// The corpus is real recordings, for evaluation only; it lies beside the repository where it is at hand.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("EVENKEEL_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus of real recordings: %v", err)
	}
	return dir
}

func TestRealRecordingsOpenWithoutWarning(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(corpus(t), "*", "*.wav"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no recordings: %v", err)
	}
	for _, path := range paths {
		s, err := capture.OpenWAV([]capture.NamedFile{{Path: path}})
		if err != nil {
			t.Error(err)
			continue
		}
		if w := s.Warnings(); len(w) > 0 {
			t.Errorf("%s: warnings %q, want none", path, w)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
