package capture

import (
	"bytes"
	"strings"
)

// wavKinds are the files that people take for WAV, by what they begin with.
var wavKinds = []struct {
	at    int
	magic string
	name  string
}{
	{0, "ID3", "MP3"},
	{0, "fLaC", "FLAC"},
	{0, "OggS", "Ogg (Opus or Vorbis)"},
	{4, "ftyp", "MP4 or M4A"},
	{8, "AIFF", "AIFF"},
	{8, "AIFC", "AIFF"},
	{8, "AVI ", "AVI video"},
	{0, "caff", "Apple Core Audio"},
	{0, "\x1a\x45\xdf\xa3", "WebM or Matroska"},
	{0, "\x30\x26\xb2\x75", "Windows Media"},
	{0, "#!AMR", "AMR"},
	{0, "RIFX", "big-endian WAV"},
	{0, "riff\x2e\x91\xcf\x11", "Sony Wave64"},
	{0, "PK\x03\x04", "a ZIP archive"},
}

// wavKindOf is the name of what begins with head, "" when it is not known.
func wavKindOf(head []byte) string {
	for _, k := range wavKinds {
		if len(head) >= k.at && bytes.HasPrefix(head[k.at:], []byte(k.magic)) {
			return k.name
		}
	}
	if len(head) < 2 || head[0] != 0xff {
		return ""
	}
	switch {
	case head[1]&0xf6 == 0xf0: // a sync word of twelve bits, layer 0
		return "AAC"
	case head[1]&0xe0 == 0xe0: // one of eleven bits
		return "MP3"
	}
	return ""
}

// notWAV is the error for a file that does not begin as WAV does.
func notWAV(file string, head []byte) error {
	e := &WAVError{File: file, Problem: "this is not WAV", Remedy: convertHint(file, toPCM)}
	kind := wavKindOf(head)
	switch {
	case kind != "":
		e.Problem = "this is " + kind + ", not WAV"
	case strings.HasPrefix(string(head), "SPEAKER ") || strings.HasPrefix(string(head), ";;"):
		e.Problem, e.Remedy = "this is RTTM, not WAV", "give it a name that ends in .rttm"
	}
	return e
}
