package capture

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/go-audio/wav"
)

const (
	// maxSection is how many bytes of sound the decoder gets at a time: sizes in WAV have 32 bits, recordings of a day
	// have more.
	maxSection = 1 << 30
	// readBuffer is how much is read from a file at once.
	readBuffer = 64 << 10
	// headerSize is the length of the plainest header, of PCM without any further chunk.
	headerSize = 44
)

// wavFrames reads the frames of a WAV file in order. The bytes come from go-audio/wav, which is shown sections of the
// sound behind a header of our own: it never sees a size that the file states.
type wavFrames struct {
	file   string
	r      io.ReaderAt
	layout wavLayout
	next   int64 // the frame to be read next
	end    int64 // of the section at hand
	in     *bufio.Reader
	buf    []byte
}

func newWAVFrames(file string, r io.ReaderAt, layout wavLayout) *wavFrames {
	return &wavFrames{file: file, r: r, layout: layout, in: bufio.NewReaderSize(nil, readBuffer)}
}

// seek makes frame the next one.
func (f *wavFrames) seek(frame int64) { f.next, f.end = frame, frame }

// read returns the bytes of the next n frames, or of fewer at the end of the sound; after it io.EOF. They are valid until
// the next read.
func (f *wavFrames) read(n int64) ([]byte, error) {
	n = min(n, f.layout.frames-f.next)
	if n <= 0 {
		return nil, io.EOF
	}
	size := int64(f.layout.format.frameSize())
	if int64(cap(f.buf)) < n*size {
		f.buf = make([]byte, n*size)
	}
	f.buf = f.buf[:n*size]
	for done := int64(0); done < n; {
		if f.next == f.end {
			if err := f.open(); err != nil {
				return nil, err
			}
		}
		m := min(n-done, f.end-f.next)
		if _, err := io.ReadFull(f.in, f.buf[done*size:(done+m)*size]); err != nil {
			return nil, f.broken(err)
		}
		done += m
		f.next += m
	}
	return f.buf, nil
}

// open begins a section at the next frame.
func (f *wavFrames) open() error {
	size := int64(f.layout.format.frameSize())
	n := min(f.layout.frames-f.next, maxSection/size)
	section := wavSection{r: f.r, offset: f.layout.offset + f.next*size}
	section.head = f.header(n * size)
	d := wav.NewDecoder(io.NewSectionReader(section, 0, headerSize+n*size))
	if err := d.FwdToPCM(); err != nil {
		return f.broken(err)
	}
	if d.Err() != nil || d.PCMChunk == nil {
		return f.broken(errors.Join(d.Err(), wav.ErrPCMChunkNotFound))
	}
	f.in.Reset(d.PCMChunk)
	f.end = f.next + n
	return nil
}

// broken is the error for sound that was there when the file was opened.
func (f *wavFrames) broken(err error) error {
	return fmt.Errorf("read wav %s at frame %d: %w", f.file, f.next, err)
}

// header is that of a WAV file with size bytes of PCM in the frames of this one.
func (f *wavFrames) header(size int64) (b [headerSize]byte) {
	format := f.layout.format
	le := binary.LittleEndian
	copy(b[0:], "RIFF")
	le.PutUint32(b[4:], uint32(headerSize-8+size))
	copy(b[8:], "WAVEfmt ")
	le.PutUint32(b[16:], fmtMin)
	le.PutUint16(b[20:], tagPCM)
	le.PutUint16(b[22:], uint16(format.channels))
	le.PutUint32(b[24:], uint32(format.rate))
	le.PutUint32(b[28:], uint32(format.rate*format.frameSize()))
	le.PutUint16(b[32:], uint16(format.frameSize()))
	le.PutUint16(b[34:], uint16(8*format.encoding.Size()))
	copy(b[36:], "data")
	le.PutUint32(b[40:], uint32(size))
	return b
}

// wavSection is a header followed by the bytes of r from offset on.
type wavSection struct {
	head   [headerSize]byte
	r      io.ReaderAt
	offset int64
}

// ReadAt reads from the header, or from what follows it.
func (s wavSection) ReadAt(b []byte, at int64) (int, error) {
	if at >= headerSize {
		return s.r.ReadAt(b, s.offset+at-headerSize)
	}
	n := copy(b, s.head[at:])
	if n == len(b) {
		return n, nil
	}
	m, err := s.r.ReadAt(b[n:], s.offset)
	return n + m, err
}
