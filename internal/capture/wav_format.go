package capture

import (
	"encoding/binary"
	"fmt"

	"github.com/evenkeel/monitor/internal/audio"
)

// MaxChannels is how many channels a session of recordings may have.
const MaxChannels = 8

// Format tags of WAV, from the registry of Microsoft's mmreg.h.
const (
	tagPCM        = 1
	tagFloat      = 3
	tagALaw       = 6
	tagMuLaw      = 7
	tagExtensible = 0xfffe // the tag proper begins the sub-format further on
)

var wavTagNames = map[int]string{tagPCM: "PCM", tagFloat: "float", tagALaw: "A-law", tagMuLaw: "mu-law"}

// wavEncodings are the encodings by tag and bytes of a sample.
var wavEncodings = map[[2]int]audio.Encoding{
	{tagPCM, 1}: audio.PCM8, {tagPCM, 2}: audio.PCM16, {tagPCM, 3}: audio.PCM24, {tagPCM, 4}: audio.PCM32,
	{tagFloat, 4}: audio.Float32, {tagFloat, 8}: audio.Float64, {tagALaw, 1}: audio.ALaw, {tagMuLaw, 1}: audio.MuLaw,
}

// wavCodecs are the names of formats that need a decoder of their own.
var wavCodecs = map[int]string{
	0x2: "ADPCM", 0x11: "IMA ADPCM", 0x31: "GSM 6.10", 0x40: "G.721 ADPCM", 0x45: "G.726 ADPCM",
	0x50: "MPEG", 0x55: "MP3", 0x64: "G.726 ADPCM", 0x65: "G.722", 0xff: "AAC", 0x161: "Windows Media", 0x1610: "AAC",
	0x704f: "Opus", 0xf1ac: "FLAC",
}

// subFormat is what follows the tag in the sub-format of an extensible format.
const subFormat = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"

// wavFormat is what the "fmt " chunk says.
type wavFormat struct {
	encoding audio.Encoding
	channels int
	rate     int // Hz
}

// frameSize is how many bytes one sample of every channel takes.
func (f wavFormat) frameSize() int { return f.channels * f.encoding.Size() }

// fmtSize is how much of a "fmt " chunk is looked at, fmtMin how much there must be.
const (
	fmtSize = 40
	fmtMin  = 16
)

// fmtChunk is the numbers of a "fmt " chunk.
type fmtChunk struct {
	tag, channels, rate int
	frame               int // bytes of one sample of every channel
	bits                int // of a sample
}

// parseFormat reads the body of a "fmt " chunk. What is wrong with it has no place yet.
func parseFormat(file string, body []byte) (wavFormat, *WAVError) {
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(body[at:])) }
	c := fmtChunk{tag: u16(0), channels: u16(2), frame: u16(12), bits: u16(14)}
	c.rate = int(binary.LittleEndian.Uint32(body[4:]))
	if c.tag == tagExtensible && len(body) == fmtSize && string(body[26:]) == subFormat {
		c.tag = u16(24)
	}
	if problem, remedy := c.check(file); problem != "" {
		return wavFormat{}, &WAVError{Problem: problem, Remedy: remedy}
	}
	encoding, ok := wavEncodings[[2]int{c.tag, c.sampleSize()}]
	if !ok {
		return wavFormat{}, &WAVError{Problem: c.notDecoded(), Remedy: convertHint(file, toPCM)}
	}
	return wavFormat{encoding: encoding, channels: c.channels, rate: c.rate}, nil
}

// check says what is wrong with c whatever its encoding is, and what to do about it.
func (c fmtChunk) check(file string) (problem, remedy string) {
	switch {
	case c.channels == 0:
		return "it has no channels", convertHint(file, toPCM)
	case c.channels > MaxChannels:
		return fmt.Sprintf("%d channels are more than the %d of a session", c.channels, MaxChannels),
			"keep those of the speakers: " + convertHint(file, "-af 'pan=stereo|c0=c0|c1=c1'")
	case c.rate < audio.MinRate || c.rate > audio.MaxRate:
		return fmt.Sprintf("%d Hz is outside of %d to %d Hz", c.rate, audio.MinRate, audio.MaxRate),
			convertHint(file, "-ar 16000")
	case wavTagNames[c.tag] == "":
		return c.notDecoded(), convertHint(file, toPCM)
	case c.sampleSize() == 0:
		return fmt.Sprintf("%d channels of %d bits do not make frames of %d bytes", c.channels, c.bits, c.frame),
			convertHint(file, toPCM)
	}
	return "", ""
}

// sampleSize is how many bytes a sample takes, 0 when the numbers contradict each other. Samples may lie at the top of
// wider containers.
func (c fmtChunk) sampleSize() int {
	size := (c.bits + 7) / 8
	switch {
	case c.frame == 0:
		return size
	case c.frame%c.channels != 0 || c.frame/c.channels < size:
		return 0
	}
	return c.frame / c.channels
}

// notDecoded says what the sound is that cannot be read.
func (c fmtChunk) notDecoded() string {
	switch {
	case wavCodecs[c.tag] != "":
		return "the sound is packed as " + wavCodecs[c.tag]
	case c.tag == tagPCM, c.tag == tagFloat, c.tag == tagALaw, c.tag == tagMuLaw:
		return fmt.Sprintf("%s of %d bits is not read", wavTagNames[c.tag], c.bits)
	case c.tag == tagExtensible:
		return "the sub-format is not known"
	}
	return fmt.Sprintf("the format %#x is not known", c.tag)
}
