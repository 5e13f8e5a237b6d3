package align

import (
	"math"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	tapeHops = 64
	tapeLen  = tapeHops * timeline.HopLen // 2 s
	// loudest is what a sample may be: far beyond full scale, and nothing that overflows.
	loudest = 16
)

// tape is the latest sound of a channel. Positions on it count from the first sample that was written.
type tape struct {
	pcm              [tapeLen]float32
	unknown, clipped [tapeHops]bool
	paces            [tapeHops]float64
	end              int
}

// write appends a hop. What is no number, or beyond measure, is written as silence.
func (t *tape) write(h *audio.HopChannel) {
	at := t.end % tapeLen
	t.unknown[at/timeline.HopLen], t.clipped[at/timeline.HopLen] = h.Unknown, h.Clipped
	t.paces[at/timeline.HopLen] = h.Pace
	for i, v := range h.PCM[:timeline.HopLen] {
		if h.Unknown || !(v <= loudest && v >= -loudest) {
			v = 0
		}
		t.pcm[at+i] = v
	}
	t.end += timeline.HopLen
}

// read copies what begins at a position and is on the tape. What is before the first sample is silence.
func (t *tape) read(dst []float32, at int) {
	if before := min(max(-at, 0), len(dst)); before > 0 {
		clear(dst[:before])
		dst, at = dst[before:], 0
	}
	from := at % tapeLen
	n := copy(dst, t.pcm[from:])
	copy(dst[n:], t.pcm[:])
}

// pace is the mean pace of the hop that begins at a position.
func (t *tape) pace(at float64) float64 {
	if at < 0 {
		return 0
	}
	whole, part := math.Modf(at / timeline.HopLen)
	hop := int(whole)
	return t.paces[hop%tapeHops]*(1-part) + t.paces[(hop+1)%tapeHops]*part
}

// marks says whether any of the hops that a stretch touches was unknown or clipped.
func (t *tape) marks(at, end int) (unknown, clipped bool) {
	for hop := max(at, t.end-tapeLen, 0) / timeline.HopLen; hop*timeline.HopLen < min(end, t.end); hop++ {
		unknown = unknown || t.unknown[hop%tapeHops]
		clipped = clipped || t.clipped[hop%tapeHops]
	}
	return unknown, clipped
}

// play writes the hop that begins at a position between samples and runs at a speed near 1 to h.
func (t *tape) play(h *audio.HopChannel, at, speed float64, scratch *[playLen]float32) {
	whole := int(math.Floor(at))
	pcm := h.PCM[:timeline.HopLen]
	if at == float64(whole) && speed == 1 {
		t.read(pcm, whole)
		h.Unknown, h.Clipped = t.marks(whole, whole+len(pcm))
	} else {
		t.read(scratch[:], whole-taps/2+1)
		interpolate(pcm, scratch[:], at-float64(whole), speed)
		h.Unknown, h.Clipped = t.marks(whole, whole+len(pcm)+1)
	}
	if h.Unknown {
		clear(pcm)
	}
}
