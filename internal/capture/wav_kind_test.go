package capture_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/capture"
)

func TestAFileThatIsNotWAVIsToldWhatItIs(t *testing.T) {
	for _, tc := range []struct{ file, head, want string }{
		{"coach.mp3", "ID3\x04\x00\x00", "read wav coach.mp3: this is MP3, not WAV; convert it with `ffmpeg -i coach.mp3 -c:a pcm_s16le -ar 16000 coach.wav`"},
		{"coach.mp3", "\xff\xfb\x90\x64", "this is MP3"},
		{"coach.aac", "\xff\xf1\x50\x80", "this is AAC"},
		{"coach.flac", "fLaC\x00\x00\x00\x22", "this is FLAC"},
		{"coach.ogg", "OggS\x00\x02", "this is Ogg"},
		{"coach.m4a", "\x00\x00\x00\x20ftypM4A ", "this is MP4 or M4A"},
		{"zoom.mp4", "\x00\x00\x00\x18ftypisom", "this is MP4 or M4A"},
		{"coach.aiff", "FORM\x00\x00\x10\x00AIFFCOMM", "this is AIFF"},
		{"coach.caf", "caff\x00\x01", "this is Apple Core Audio"},
		{"coach.webm", "\x1a\x45\xdf\xa3", "this is WebM or Matroska"},
		{"coach.wma", "\x30\x26\xb2\x75\x8e\x66", "this is Windows Media"},
		{"coach.amr", "#!AMR\n", "this is AMR"},
		{"coach.w64", "riff\x2e\x91\xcf\x11\xa5\xd6", "this is Sony Wave64"},
		{"old.wav", "RIFX\x00\x00\x10\x00WAVEfmt ", "this is big-endian WAV"},
		{"clip.wav", "RIFF\x00\x10\x00\x00AVI LIST", "this is AVI video, not WAV; convert it with `ffmpeg -i clip.wav -c:a pcm_s16le -ar 16000 clip-converted.wav`"},
		{"coach.zip", "PK\x03\x04\x14", "this is a ZIP archive"},
		{"talk.txt", "SPEAKER talk 1 0.5 1.25 <NA>", "this is RTTM, not WAV; give it a name that ends in .rttm"},
		{"talk.txt", ";; by hand", "this is RTTM"},
		{"notes", "hello", "read wav notes: this is not WAV"},
		{"it's here.mp3", "ID3", `ffmpeg -i 'it'\''s here.mp3' -c:a pcm_s16le -ar 16000 'it'\''s here.wav'`},
		{"half.wav", "RIFF\x00\x10\x00\x00WAV", "this is not WAV"},
		{"other.wav", "RIFD\x00\x10\x00\x00WAVE", "this is not WAV"},
	} {
		_, err := capture.NewWAVSource([]capture.Recording{recording(tc.file, []byte(tc.head))})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s %q: error %v, want one with %q", tc.file, tc.head, err, tc.want)
		}
	}
}
