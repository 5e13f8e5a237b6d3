package capture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// maxChunks is how many chunks are looked at. Editors write a few dozen at most; a file that is nothing but chunks would
// otherwise cost a read for every eight bytes of it.
const maxChunks = 4096

// What recorders that write to a pipe, and cannot come back to the header, put for the size of the sound besides zero and
// all ones: about 2 GiB.
const (
	streamedMin = 0x7fff0000
	streamedMax = 0x80000000
)

// scanWAV finds the sound in a file of size bytes. It reads the headers of the chunks and the two chunks that matter; no
// size that the file states is believed beyond the end of the file.
func scanWAV(file string, r io.ReaderAt, size int64) (wavLayout, error) {
	s := wavScanner{file: file, r: r, size: size}
	if err := s.riff(); err != nil {
		return wavLayout{}, err
	}
	for range maxChunks {
		done, err := s.chunk()
		if err != nil {
			return wavLayout{}, err
		}
		if done {
			return s.layout()
		}
	}
	return wavLayout{}, s.fail("", s.at, fmt.Sprintf("no sound in the first %d chunks", maxChunks), "")
}

type wavScanner struct {
	file string
	r    io.ReaderAt
	size int64 // of the file
	at   int64 // the next chunk

	format   *wavFormat
	longSize uint64 // of the sound, from a "ds64" chunk
	data     int64  // where the sound begins, 0 when not found yet
	dataSize int64
	missing  int64 // bytes of sound that are claimed and not there
	unclosed bool  // the size of the sound was never brought up to date, or does not fit in its field
}

// fail is the error for what is wrong at a byte of the file.
func (s *wavScanner) fail(chunk string, at int64, problem, remedy string) error {
	return &WAVError{File: s.file, Chunk: chunk, Offset: at, Problem: problem, Remedy: remedy}
}

// read fills b from the file.
func (s *wavScanner) read(b []byte, at int64) error {
	if _, err := s.r.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read wav %s at byte %d: %w", s.file, at, err)
	}
	return nil
}

// riff reads the head of the file.
func (s *wavScanner) riff() error {
	if s.size == 0 {
		return s.fail("", 0, "the file is empty: nothing was recorded", "")
	}
	head := make([]byte, min(s.size, 16))
	if err := s.read(head, 0); err != nil {
		return err
	}
	if len(head) < 12 || string(head[8:12]) != "WAVE" {
		return notWAV(s.file, head)
	}
	switch string(head[:4]) {
	case "RIFF", "RF64", "BW64":
		s.at = 12
		return nil
	}
	return notWAV(s.file, head)
}

// chunk reads one chunk, and says when nothing more needs to be known.
func (s *wavScanner) chunk() (done bool, err error) {
	id, size, err := s.header(s.at)
	if err != nil || id == "" {
		return true, err
	}
	body := s.at + 8
	switch {
	case id == "data" && s.data == 0:
		s.data = body
		if s.dataSize, err = s.soundSize(size); err != nil {
			return false, err
		}
		size = s.dataSize
	case size > s.size-body:
		return false, s.fail(id, s.at, fmt.Sprintf("it claims %d bytes, and the file ends after %d", size, s.size-body),
			"the file is damaged: take a copy from the recorder again")
	case id == "fmt ":
		err = s.formatChunk(size)
	case id == "ds64":
		err = s.sizesChunk(size)
	}
	if err != nil {
		return false, err
	}
	s.at, err = s.after(body+size, size)
	return s.data > 0 && s.format != nil, err
}

// header reads the name and size of the chunk at a byte; the name is "" at the end of the file.
func (s *wavScanner) header(at int64) (id string, size int64, err error) {
	if s.size-at < 8 {
		return "", 0, nil
	}
	var b [8]byte
	err = s.read(b[:], at)
	return string(b[:4]), int64(binary.LittleEndian.Uint32(b[4:])), err
}

// after is where the chunk after one of size bytes that ends at a byte begins: an odd size is filled up with a zero. Some
// writers forget that.
func (s *wavScanner) after(end, size int64) (int64, error) {
	if size%2 == 0 || end >= s.size {
		return end, nil
	}
	var b [4]byte
	if err := s.read(b[:], end); err != nil {
		return 0, err
	}
	if isChunkID(b[:]) {
		return end, nil
	}
	return end + 1, nil
}

// isChunkID says whether four bytes can name a chunk.
func isChunkID(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// formatChunk reads the "fmt " chunk at s.at.
func (s *wavScanner) formatChunk(size int64) error {
	if size < fmtMin {
		return s.fail("fmt ", s.at, fmt.Sprintf("%d bytes are too few to describe the sound", size), convertHint(s.file, toPCM))
	}
	body := make([]byte, min(size, fmtSize))
	if err := s.read(body, s.at+8); err != nil {
		return err
	}
	format, wrong := parseFormat(s.file, body)
	if wrong != nil {
		return s.fail("fmt ", s.at, wrong.Problem, wrong.Remedy)
	}
	s.format = &format
	return nil
}

// sizesChunk reads the "ds64" chunk at s.at, which has the sizes of an RF64 file in 64 bits: of the file, of the sound.
func (s *wavScanner) sizesChunk(size int64) error {
	var body [16]byte
	if size < int64(len(body)) {
		return s.fail("ds64", s.at, fmt.Sprintf("%d bytes are too few for the sizes", size), convertHint(s.file, toPCM))
	}
	err := s.read(body[:], s.at+8)
	s.longSize = binary.LittleEndian.Uint64(body[8:])
	return err
}

// soundSize is how many bytes of sound the file holds, where the "data" chunk at s.at claims size.
func (s *wavScanner) soundSize(size int64) (int64, error) {
	held := s.size - s.data
	if size == math.MaxUint32 && s.longSize > 0 {
		size = int64(min(s.longSize, math.MaxInt64))
	}
	if size >= held {
		if size != math.MaxUint32 && (size < streamedMin || size > streamedMax) {
			s.missing = size - held
		}
		return held, nil
	}
	next, err := s.after(s.data+size, size)
	if err != nil {
		return 0, err
	}
	id, rest, err := s.header(next)
	switch {
	case err != nil:
		return 0, err
	case id == "" && size > 0, id != "" && isChunkID([]byte(id)) && rest <= s.size-next-8:
		return size, nil // what follows is a chunk, or too short for one
	case size > held-size && s.size <= math.MaxUint32:
		return size, nil // what follows is no chunk, but not the bulk of the sound either
	}
	s.unclosed = size > 0
	return held, nil
}
