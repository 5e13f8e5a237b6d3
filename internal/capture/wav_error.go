package capture

import (
	"fmt"
	"path/filepath"
	"strings"
)

// WAVError says why a recording cannot be read as WAV, and what to do about it.
type WAVError struct {
	File    string // as its user named it
	Chunk   string // the four letters of the chunk that is wrong; "" when it is the file as a whole
	Offset  int64  // where in the file, in bytes
	Problem string
	Remedy  string // "" when there is none
}

// Error names the file, the place, the problem and the way out.
func (e *WAVError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read wav %s: ", e.File)
	switch {
	case e.Chunk != "":
		fmt.Fprintf(&b, "chunk %q at byte %d: ", e.Chunk, e.Offset)
	case e.Offset > 0:
		fmt.Fprintf(&b, "at byte %d: ", e.Offset)
	}
	b.WriteString(e.Problem)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}

// convertHint is the remedy for sound in another form: options are ffmpeg's, put between input and output.
func convertHint(file, options string) string {
	ext := filepath.Ext(file)
	out := strings.TrimSuffix(file, ext) + ".wav"
	if out == file {
		out = strings.TrimSuffix(file, ext) + "-converted.wav"
	}
	return fmt.Sprintf("convert it with `ffmpeg -i %s %s %s`", quoted(file), options, quoted(out))
}

// toPCM are ffmpeg's options for the plainest WAV of the same channels.
const toPCM = "-c:a pcm_s16le -ar 16000"

// quoted is a file's name as a shell takes it.
func quoted(name string) string {
	safe := func(r rune) bool {
		return r > 127 || strings.ContainsRune("/._-+,:@%", r) ||
			'0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if strings.IndexFunc(name, func(r rune) bool { return !safe(r) }) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}
