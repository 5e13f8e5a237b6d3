package capture

import (
	"encoding/binary"
	"math"
	"math/bits"
	"sync/atomic"
	"time"
)

// ringSeconds is how much sound a worker keeps while its parent does not read: 2 s, rounded up to a power of two.
const ringSeconds = 2

// ring passes sound from a device's callback to a goroutine. push is for the callback alone, pop for the goroutine
// alone; neither waits, takes a lock or allocates. When it is full, sound is lost and its index is left out.
type ring struct {
	channels int
	pcm      []float32 // interleaved; a power of two of instants
	frames   []delivery
	pushed   atomic.Uint64 // frames
	popped   atomic.Uint64
	freed    atomic.Uint64 // instants that pop is done with
	filled   uint64        // instants; push's own
	index    int64         // of the next sample; push's own
	overflow uint32        // push's own
}

// delivery is what one callback brought.
type delivery struct {
	first     int64
	samples   int
	heard     time.Duration
	age       time.Duration
	overflows uint32
}

// newRing makes a ring for callbacks of so many samples a channel; they may vary.
func newRing(f soundFormat, samples int) *ring {
	instants := 1 << bits.Len(uint(ringSeconds*f.rate-1))
	frames := 1 << bits.Len(uint(instants/max(samples, 1)))
	return &ring{channels: f.channels, pcm: make([]float32, instants*f.channels), frames: make([]delivery, frames)}
}

// instants is how many samples of each channel there is room for.
func (r *ring) instants() uint64 { return uint64(len(r.pcm) / r.channels) }

// push takes in what a callback was given: interleaved samples, when, how old the newest of them was, and whether the
// device has lost something before them.
func (r *ring) push(in []float32, heard, age time.Duration, lost bool) {
	n := len(in) / r.channels
	first := r.index
	r.index += int64(n)
	if lost {
		r.overflow++
	}
	at := r.pushed.Load()
	room := r.instants() - (r.filled - r.freed.Load())
	if n == 0 || n > maxFrame || uint64(n) > room || at-r.popped.Load() == uint64(len(r.frames)) {
		return
	}
	from := int(r.filled%r.instants()) * r.channels
	if k := copy(r.pcm[from:], in); k < len(in) {
		copy(r.pcm, in[k:])
	}
	r.filled += uint64(n)
	r.frames[at%uint64(len(r.frames))] = delivery{first: first, samples: n, heard: heard, age: age, overflows: r.overflow}
	r.pushed.Store(at + 1)
}

// pop fills f with the oldest frame, if there is one. f.pcm is overwritten and grown as needed.
func (r *ring) pop(f *soundFrame) bool {
	at := r.popped.Load()
	if at == r.pushed.Load() {
		return false
	}
	d := &r.frames[at%uint64(len(r.frames))]
	f.number, f.first, f.samples = at, d.first, d.samples
	f.heard, f.age, f.overflows = d.heard, d.age, d.overflows
	from := int(r.freed.Load()%r.instants()) * r.channels
	n := d.samples * r.channels
	head := r.pcm[from:min(from+n, len(r.pcm))]
	f.pcm = appendPCM(appendPCM(f.pcm[:0], head), r.pcm[:n-len(head)])
	r.freed.Add(uint64(d.samples))
	r.popped.Store(at + 1)
	return true
}

// appendPCM appends samples as they go over the wire.
func appendPCM(b []byte, x []float32) []byte {
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}
