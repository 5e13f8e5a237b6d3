package record

import (
	"encoding/binary"
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Piece is a few seconds of the sound of one channel, where everybody agreed to keep it. It is encoded and sealed: nothing
// but the key that sealed it makes sound of it again.
type Piece struct {
	At     timeline.Position // of the first sample
	Length timeline.Position
	Sealed []byte
}

// End is where the piece ends.
func (p *Piece) End() timeline.Position { return p.At + p.Length }

// AppendPiece appends p, as the format writes it, to dst: the version, position and length as numbers of 7 bits a byte,
// and what is sealed.
func AppendPiece(dst []byte, p *Piece) []byte {
	dst = append(dst, Version)
	dst = binary.AppendUvarint(dst, uint64(p.At))     //nolint:gosec // not negative
	dst = binary.AppendUvarint(dst, uint64(p.Length)) //nolint:gosec // likewise
	return append(dst, p.Sealed...)
}

// DecodePiece reads a piece. Its Sealed is a part of data.
func DecodePiece(data []byte) (Piece, error) {
	r := &reader{data}
	version, err := r.byte()
	if err == nil {
		err = checkVersion(int(version))
	}
	var at, length uint64
	if err == nil {
		at, err = r.uvarint(uint64(maxAt))
	}
	if err == nil {
		length, err = r.uvarint(uint64(maxAt))
	}
	if err != nil {
		return Piece{}, fmt.Errorf("read a piece of sound: %w", err)
	}
	return Piece{At: timeline.Position(at), Length: timeline.Position(length), Sealed: r.data}, nil //nolint:gosec // at most maxAt
}
