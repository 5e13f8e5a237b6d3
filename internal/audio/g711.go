package audio

// The values of the 256 codes of ITU-T G.711 (11/88), tables 1 and 2, on a scale of 16 bits.
var (
	aLaw  = g711Table(aLawValue)
	muLaw = g711Table(muLawValue)
)

func g711Table(value func(code byte) int) (t [256]float32) {
	for code := range t {
		t[code] = float32(value(byte(code))) / (1 << 15)
	}
	return t
}

// aLawValue takes a code apart: even bits are sent inverted, a set sign bit is positive, and the first two of the eight
// segments have the same step.
func aLawValue(code byte) int {
	code ^= 0x55
	v := int(code&0xf)<<4 + 8
	if segment := int(code >> 4 & 7); segment > 0 {
		v = (v + 0x100) << (segment - 1)
	}
	if code&0x80 == 0 {
		return -v
	}
	return v
}

// muLawValue takes a code apart: all bits are sent inverted, a set sign bit is negative, and each of the eight segments
// has twice the step of the one before.
func muLawValue(code byte) int {
	const bias = 0x84
	code = ^code
	v := (int(code&0xf)<<3+bias)<<(code>>4&7) - bias
	if code&0x80 != 0 {
		return -v
	}
	return v
}
