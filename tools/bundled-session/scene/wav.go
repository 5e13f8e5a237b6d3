package scene

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/evenkeel/monitor/internal/timeline"
)

// formatMuLaw is the WAV format code of G.711 mu-law.
const formatMuLaw = 7

// headers is how many bytes a mu-law WAV has before its samples.
const headers = 12 + 8 + 18 + 8 + 4 + 8

// WAVSize is how many bytes the WAV of a session of the given length has.
func WAVSize(length timeline.Position) int64 { return headers + 2*int64(length) }

// WAV is channels as a mu-law WAV of two channels: 8 bits a sample, so that three minutes take 6 MB.
func WAV(channels [2][]float32) ([]byte, error) {
	n := len(channels[0])
	if len(channels[1]) != n {
		return nil, fmt.Errorf("write wav: channels of %d and %d samples", n, len(channels[1]))
	}
	var b bytes.Buffer
	b.WriteString("RIFF")
	put(&b, uint32(headers-8+2*n))
	b.WriteString("WAVEfmt ")
	put(&b, uint32(18), uint16(formatMuLaw), uint16(2), uint32(timeline.Rate), uint32(2*timeline.Rate), uint16(2), uint16(8), uint16(0))
	b.WriteString("fact")
	put(&b, uint32(4), uint32(n))
	b.WriteString("data")
	put(&b, uint32(2*n))
	for i := range n {
		b.WriteByte(muLaw(channels[0][i]))
		b.WriteByte(muLaw(channels[1][i]))
	}
	return b.Bytes(), nil
}

// put writes numbers in the order of bytes that WAV has. A Buffer takes everything, so there is no error.
func put(b *bytes.Buffer, numbers ...any) {
	for _, v := range numbers {
		_ = binary.Write(b, binary.LittleEndian, v)
	}
}

// muLaw encodes x, from -1 to 1, as ITU-T G.711 does: a sign, an exponent and four bits of mantissa of the 14-bit
// magnitude plus 33, all inverted. What is louder is clipped.
func muLaw(x float32) byte {
	const bias, clip = 33, 8158
	sign := byte(0)
	if x < 0 {
		sign, x = 0x80, -x
	}
	m := min(int(x*8192), clip) + bias
	exponent := bits.Len(uint(m)) - 6
	mantissa := byte(m>>(exponent+1)) & 0x0f
	return ^(sign | byte(exponent)<<4 | mantissa)
}
