package capture

import "fmt"

// maxHours bounds how long a recording may be.
const maxHours = 24

// wavLayout is where the sound of a WAV file lies and how it is written.
type wavLayout struct {
	format   wavFormat
	offset   int64 // of the sound in the file
	frames   int64
	warnings []string
}

// layout is what was found.
func (s *wavScanner) layout() (wavLayout, error) {
	switch {
	case s.data == 0:
		return wavLayout{}, s.fail("", s.at, "the file ends without any sound", "")
	case s.format == nil:
		return wavLayout{}, s.fail("", s.at, "the file ends without saying how its sound is written", "")
	}
	l := wavLayout{format: *s.format, offset: s.data, frames: s.dataSize / int64(s.format.frameSize())}
	if l.frames == 0 {
		return wavLayout{}, s.fail("data", s.data-8, "there is no sound in it: nothing was recorded", "")
	}
	if l.frames > maxHours*3600*int64(l.format.rate) {
		return wavLayout{}, s.fail("data", s.data-8, fmt.Sprintf("%s are longer than a session of %d hours",
			wavTime(l.frames, l.format.rate), maxHours), "cut it: "+convertHint(s.file, "-t 08:00:00 "+toPCM))
	}
	s.warn(&l)
	return l, nil
}

// warn adds what people should know about the sound.
func (s *wavScanner) warn(l *wavLayout) {
	held := wavTime(l.frames, l.format.rate)
	if s.missing > 0 {
		claimed := (s.dataSize + s.missing) / int64(l.format.frameSize())
		l.warnings = append(l.warnings, fmt.Sprintf("%s is cut short: its header promises %s, %s are there",
			s.file, wavTime(claimed, l.format.rate), held))
	}
	if s.unclosed {
		l.warnings = append(l.warnings, fmt.Sprintf("%s does not say how long it is: everything in it is taken for sound, %s",
			s.file, held))
	}
}

// wavTime writes a length in samples as people write times.
func wavTime(frames int64, rate int) string {
	s := frames / int64(rate)
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
