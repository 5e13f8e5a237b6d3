package tape

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	headerLen  = 44 // bytes of a WAV file before its samples
	sampleSize = 2  // bytes
	maxPiece   = timeline.Second * 600
)

// Player reads sound as a WAV file: 16 kHz, 16 bits, mono. Where nothing was kept there is silence. It is an
// io.ReadSeeker for one goroutine.
type Player struct {
	piece  func(channel int, at timeline.Position) (record.Piece, bool, error)
	key    *Key
	parts  []part
	header [headerLen]byte
	length int64 // bytes
	at     int64 // byte to be read next
	sum    []int32
}

// part is where the reading of one channel has come to.
type part struct {
	channel  int
	from, to timeline.Position // the stretch that is known
	samples  []int16           // of it; nil: nothing was kept
}

func newPlayer(ctx context.Context, shelf Shelf, key *Key, channels []int, length timeline.Position) (*Player, error) {
	p := &Player{
		piece: func(channel int, at timeline.Position) (record.Piece, bool, error) {
			return shelf.Piece(ctx, channel, at)
		},
		key: key, header: wavHeader(length), length: headerLen + int64(length)*sampleSize,
	}
	for _, channel := range channels {
		p.parts = append(p.parts, part{channel: channel})
		if first, found, err := p.piece(channel, 0); err != nil {
			return nil, err
		} else if found { // that the key fits is to be known before anything is sent
			if _, err = p.open(first); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

// wavHeader is what comes before the samples.
func wavHeader(length timeline.Position) (h [headerLen]byte) {
	size := uint32(length * sampleSize) //nolint:gosec // a day has 2.8e9 bytes
	order := binary.LittleEndian
	copy(h[0:], "RIFF")
	order.PutUint32(h[4:], size+headerLen-8)
	copy(h[8:], "WAVEfmt ")
	order.PutUint32(h[16:], 16)
	order.PutUint16(h[20:], 1) // whole numbers
	order.PutUint16(h[22:], 1) // channel
	order.PutUint32(h[24:], timeline.Rate)
	order.PutUint32(h[28:], timeline.Rate*sampleSize)
	order.PutUint16(h[32:], sampleSize)
	order.PutUint16(h[34:], 8*sampleSize)
	copy(h[36:], "data")
	order.PutUint32(h[40:], size)
	return h
}

// Seek sets what is read next.
func (p *Player) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += p.at
	case io.SeekEnd:
		offset += p.length
	}
	if offset < 0 {
		return p.at, errors.New("play audio: a place before its beginning")
	}
	p.at = offset
	return offset, nil
}

// Read reads what comes next.
func (p *Player) Read(to []byte) (n int, err error) {
	switch {
	case p.at >= p.length:
		return 0, io.EOF
	case p.at < headerLen:
		n = copy(to, p.header[p.at:])
	default:
		n, err = p.readSamples(to[:min(int64(len(to)), p.length-p.at)])
	}
	p.at += int64(n)
	return n, err
}

// readSamples fills to with bytes of samples, at most a piece at once. The first and the last may be halves.
func (p *Player) readSamples(to []byte) (int, error) {
	skip := int((p.at - headerLen) % sampleSize)
	start := timeline.Position((p.at - headerLen) / sampleSize)
	want := min((skip+len(to)+sampleSize-1)/sampleSize, pieceLen)
	if cap(p.sum) < want {
		p.sum = make([]int32, pieceLen)
	}
	sum := p.sum[:want]
	clear(sum)
	for k := range p.parts {
		if err := p.add(sum, &p.parts[k], start); err != nil {
			return 0, err
		}
	}
	var sample [sampleSize]byte
	n := 0
	for _, v := range sum {
		v = max(math.MinInt16, min(math.MaxInt16, v))
		binary.LittleEndian.PutUint16(sample[:], uint16(v)) //nolint:gosec // 16 bits
		n += copy(to[n:], sample[skip:])
		skip = 0
	}
	return n, nil
}

// add adds the samples of a channel from start on to sum.
func (p *Player) add(sum []int32, of *part, start timeline.Position) error {
	for done := 0; done < len(sum); {
		at := start + timeline.Position(done)
		if at < of.from || at >= of.to {
			if err := p.load(of, at); err != nil {
				return err
			}
		}
		n := int(min(of.to-at, timeline.Position(len(sum)-done)))
		if of.samples != nil {
			for i, v := range of.samples[at-of.from:][:n] {
				sum[done+i] += int32(v)
			}
		}
		done += n
	}
	return nil
}

// load finds out what was kept of a channel at a position.
func (p *Player) load(of *part, at timeline.Position) error {
	piece, found, err := p.piece(of.channel, at)
	switch {
	case err != nil:
		return fmt.Errorf("play audio: %w", err)
	case !found:
		of.from, of.to, of.samples = at, math.MaxInt64, nil
	case piece.At > at:
		of.from, of.to, of.samples = at, piece.At, nil
	default:
		samples, err := p.open(piece)
		if err != nil {
			return err
		}
		of.from, of.to, of.samples = piece.At, piece.End(), samples
	}
	return nil
}

// open makes sound of a piece.
func (p *Player) open(piece record.Piece) ([]int16, error) {
	if piece.Length <= 0 || piece.Length > maxPiece {
		return nil, fmt.Errorf("play audio: a piece of %d samples", piece.Length)
	}
	data, err := p.key.open(piece.Sealed)
	if err != nil {
		return nil, fmt.Errorf("play audio: %w", err)
	}
	samples, err := decode(data, int(piece.Length))
	if err == nil && len(samples) != int(piece.Length) {
		err = fmt.Errorf("a piece of %d samples holds %d", piece.Length, len(samples))
	}
	if err != nil {
		return nil, fmt.Errorf("play audio: %w", err)
	}
	return samples, nil
}
