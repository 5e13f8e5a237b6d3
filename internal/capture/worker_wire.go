package capture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
)

// What a worker writes to its standard output: the magic and version, then records. A record is its kind, three zero
// bytes, the size of its body in bytes, and the body. Numbers are little-endian; times are nanoseconds of a clock of
// the worker's own.
//
//	format  rate uint32 (Hz), channels uint16, zero uint16: the first record, unless it is a failure
//	sound   number uint64 (0, 1, 2 …), first int64 (index of the first sample), heard int64 (when the device gave
//	        the newest sample), sent int64 (when the record was written), age uint32 (µs: how old the device says the
//	        newest sample was by then), overflows uint32 (losses that the device has told of so far), then float32
//	        samples, the channels of an instant side by side. A first beyond the end of the record before means that
//	        the samples between are lost.
//	failure text for a person: why no sound comes. The last record.
const (
	wireMagic   = "EKCW"
	wireVersion = 1

	recordFormat  byte = 1
	recordSound   byte = 2
	recordFailure byte = 3

	preambleSize  = 8
	recordHead    = 8
	formatSize    = 8
	soundHead     = 40
	sampleSize    = 4
	maxFailure    = 1 << 10
	maxFrame      = 1 << 14 // samples a channel in a record: 85 ms at 192 kHz, 0.3 s at 48 kHz
	maxChannels   = 64
	maxRecordSize = soundHead + maxFrame*maxChannels*sampleSize
)

// soundFormat is what a worker's sound is made of.
type soundFormat struct {
	rate     int // Hz
	channels int
}

// String is f in words.
func (f soundFormat) String() string { return fmt.Sprintf("%d Hz, %d ch", f.rate, f.channels) }

// soundFrame is what a device gave at once.
type soundFrame struct {
	number    uint64
	first     int64         // index of its first sample since the worker's start
	heard     time.Duration // when the device gave it
	sent      time.Duration // when the worker sent it
	age       time.Duration // of the newest sample when it was heard, as the device has it
	overflows uint32        // losses that the device has told of since the start
	samples   int           // of each channel
	pcm       []byte        // float32, interleaved; valid until the next read
}

// end is the index after the last sample of f.
func (f *soundFrame) end() int64 { return f.first + int64(f.samples) }

// errFailure is returned when the worker has said why it gives up.
var errFailure = errors.New("the capture worker gave up")

// wireWriter writes what a worker has to say. Records are written whole; it is for one goroutine.
type wireWriter struct {
	w   io.Writer
	buf []byte
}

// newWireWriter writes the preamble to w.
func newWireWriter(w io.Writer) (*wireWriter, error) {
	ww := &wireWriter{w: w}
	b := binary.LittleEndian.AppendUint16([]byte(wireMagic), wireVersion)
	if _, err := w.Write(append(b, 0, 0)); err != nil {
		return nil, fmt.Errorf("write preamble: %w", err)
	}
	return ww, nil
}

// begin starts a record whose body has so many bytes.
func (w *wireWriter) begin(kind byte, size int) {
	w.buf = append(w.buf[:0], kind, 0, 0, 0)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(size))
}

func (w *wireWriter) flush() error {
	if _, err := w.w.Write(w.buf); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	return nil
}

func (w *wireWriter) format(f soundFormat) error {
	w.begin(recordFormat, formatSize)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(f.rate))
	w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(f.channels))
	w.buf = append(w.buf, 0, 0)
	return w.flush()
}

// sound writes f and its samples, float32 as bytes in f.pcm.
func (w *wireWriter) sound(f *soundFrame) error {
	le := binary.LittleEndian
	w.begin(recordSound, soundHead+len(f.pcm))
	w.buf = le.AppendUint64(w.buf, f.number)
	w.buf = le.AppendUint64(w.buf, uint64(f.first))
	w.buf = le.AppendUint64(w.buf, uint64(f.heard))
	w.buf = le.AppendUint64(w.buf, uint64(f.sent))
	w.buf = le.AppendUint32(w.buf, uint32(min(max(f.age/time.Microsecond, 0), 1<<32-1)))
	w.buf = le.AppendUint32(w.buf, f.overflows)
	w.buf = append(w.buf, f.pcm...)
	return w.flush()
}

func (w *wireWriter) failure(text string) error {
	text = text[:min(len(text), maxFailure)]
	w.begin(recordFailure, len(text))
	w.buf = append(w.buf, text...)
	return w.flush()
}

// wireReader reads what a worker wrote. It trusts nothing: a worker in trouble must not take its parent with it.
type wireReader struct {
	r      io.Reader
	head   [recordHead]byte
	body   []byte
	fmt    soundFormat
	number uint64
	end    int64
}

// newWireReader reads up to the format of the sound. An error that wraps errFailure tells why there is none.
func newWireReader(r io.Reader) (*wireReader, error) {
	wr := &wireReader{r: r}
	var pre [preambleSize]byte
	if _, err := io.ReadFull(r, pre[:]); err != nil {
		return nil, fmt.Errorf("read preamble: %w", err)
	}
	if string(pre[:4]) != wireMagic {
		return nil, fmt.Errorf("not a capture worker: it says %q", pre[:4])
	}
	if v := binary.LittleEndian.Uint16(pre[4:]); v != wireVersion {
		return nil, fmt.Errorf("the capture worker speaks version %d, not %d", v, wireVersion)
	}
	return wr, wr.readFormat()
}

func (r *wireReader) readFormat() error {
	kind, err := r.record()
	if err != nil {
		return err
	}
	if kind != recordFormat || len(r.body) != formatSize {
		return fmt.Errorf("record of kind %d and %d bytes where the format should be", kind, len(r.body))
	}
	r.fmt.rate = int(binary.LittleEndian.Uint32(r.body))
	r.fmt.channels = int(binary.LittleEndian.Uint16(r.body[4:]))
	if r.fmt.rate < audio.MinRate || r.fmt.rate > audio.MaxRate {
		return fmt.Errorf("format of %d Hz, outside of %d to %d Hz", r.fmt.rate, audio.MinRate, audio.MaxRate)
	}
	if r.fmt.channels < 1 || r.fmt.channels > maxChannels {
		return fmt.Errorf("format of %d channels, outside of 1 to %d", r.fmt.channels, maxChannels)
	}
	return nil
}

// next reads the next sound into f. Its error wraps io.EOF when the worker ended between two records, errFailure when
// it said why it gives up.
func (r *wireReader) next(f *soundFrame) error {
	kind, err := r.record()
	if err != nil {
		return err
	}
	if kind != recordSound {
		return fmt.Errorf("record of kind %d where sound should be", kind)
	}
	if err := r.parse(f); err != nil {
		return fmt.Errorf("sound %d: %w", r.number, err)
	}
	r.number, r.end = f.number+1, f.end()
	return nil
}

// record reads a record's body into r.body and returns its kind. A failure is returned as an error.
func (r *wireReader) record() (byte, error) {
	if _, err := io.ReadFull(r.r, r.head[:]); err != nil {
		return 0, fmt.Errorf("read record: %w", err)
	}
	kind, size := r.head[0], int64(binary.LittleEndian.Uint32(r.head[4:]))
	if r.head[1]|r.head[2]|r.head[3] != 0 || size > maxRecordSize || kind == recordFailure && size > maxFailure {
		return 0, fmt.Errorf("malformed record % x", r.head)
	}
	if int64(cap(r.body)) < size {
		r.body = make([]byte, size)
	}
	r.body = r.body[:size]
	if _, err := io.ReadFull(r.r, r.body); err != nil {
		return 0, fmt.Errorf("read %d bytes of a record: %w", size, noEOF(err))
	}
	if kind == recordFailure {
		return 0, fmt.Errorf("%w: %s", errFailure, r.body)
	}
	return kind, nil
}

// noEOF keeps the end in the middle of something from looking like a proper end.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (r *wireReader) parse(f *soundFrame) error {
	le, b := binary.LittleEndian, r.body
	instant := r.fmt.channels * sampleSize
	if len(b) <= soundHead || (len(b)-soundHead)%instant != 0 {
		return fmt.Errorf("%d bytes do not hold samples of %d channels", len(b), r.fmt.channels)
	}
	*f = soundFrame{
		number:    le.Uint64(b),
		first:     int64(le.Uint64(b[8:])),
		heard:     time.Duration(le.Uint64(b[16:])),
		sent:      time.Duration(le.Uint64(b[24:])),
		age:       time.Duration(le.Uint32(b[32:])) * time.Microsecond,
		overflows: le.Uint32(b[36:]),
		samples:   (len(b) - soundHead) / instant,
		pcm:       b[soundHead:],
	}
	return r.check(f)
}

// maxIndex bounds the index of samples: 1,000 years at 192 kHz. Beyond it sums overflow.
const maxIndex = 1 << 53

func (r *wireReader) check(f *soundFrame) error {
	switch {
	case f.number != r.number:
		return fmt.Errorf("has number %d", f.number)
	case f.samples > maxFrame:
		return fmt.Errorf("%d samples, more than %d", f.samples, maxFrame)
	case f.first < r.end || f.first > maxIndex:
		return fmt.Errorf("begins at sample %d after the end of the one before, %d", f.first, r.end)
	case f.heard < 0 || f.sent < f.heard || f.sent > maxIndex:
		return fmt.Errorf("heard at %d ns and sent at %d ns", f.heard, f.sent)
	}
	return nil
}
