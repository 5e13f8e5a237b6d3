package record

import (
	"encoding/binary"
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Version is that of the format in which records are written. A reader reads every version up to its own.
const Version = 1

// Limits of what is read, so that no bytes from elsewhere make it take all memory.
const (
	MaxHops      = 24 * 3600 * timeline.Second / timeline.HopLen // of a record: a day
	MaxChannels  = 64
	maxBlockHops = 600 * timeline.Second / timeline.HopLen
	maxCells     = 8 * MaxHops // observations of a record, of all its channels
	maxAt        = MaxHops * timeline.HopLen
)

var errFar = fmt.Errorf("a position that is more than %v from the start", maxAt.Duration())

// Block is a stretch of a record.
type Block struct {
	Seq   int64 // counts the blocks of a record from 0; one that comes twice counts once
	First int   // the hop at which Observations start; Unrecorded up to there from the block before

	// Observations are those of each channel, all as many; empty where Changes are known instead.
	Observations [][]vad.Observation
	Changes      []vad.Change // of this stretch, in order
	Events       []Event      // likewise
}

// Hops is how many hops Observations have.
func (b *Block) Hops() int {
	if len(b.Observations) == 0 {
		return 0
	}
	return len(b.Observations[0])
}

// AppendBlock appends b, as the format writes it, to dst.
func AppendBlock(dst []byte, b *Block) ([]byte, error) {
	dst = append(dst, Version)
	for _, n := range []int{int(b.Seq), b.First, len(b.Observations), b.Hops()} {
		dst = binary.AppendUvarint(dst, uint64(n)) //nolint:gosec // counts
	}
	for k, obs := range b.Observations {
		if len(obs) != b.Hops() {
			return nil, fmt.Errorf("write block %d: channel %d has %d hops, channel 0 has %d", b.Seq, k, len(obs), b.Hops())
		}
		dst = appendChannel(dst, obs)
	}
	dst = binary.AppendUvarint(dst, uint64(len(b.Changes)))
	var at timeline.Position
	for _, c := range b.Changes {
		dst = binary.AppendUvarint(dst, uint64(c.Channel)) //nolint:gosec // an index
		dst = binary.AppendVarint(dst, int64(c.At-at))
		dst = append(dst, byte(c.Activity), byte(c.Flags))
		at = c.At
	}
	dst = binary.AppendUvarint(dst, uint64(len(b.Events)))
	var err error
	for i := range b.Events {
		if dst, err = appendEvent(dst, &b.Events[i]); err != nil {
			return nil, fmt.Errorf("write block %d: an event at %v: %w", b.Seq, b.Events[i].At.Duration(), err)
		}
	}
	return dst, nil
}

// DecodeBlock reads a block.
func DecodeBlock(data []byte) (*Block, error) {
	b, err := decodeBlock(&reader{data})
	if err != nil {
		return nil, fmt.Errorf("read a block of a record: %w", err)
	}
	return b, nil
}

func decodeBlock(r *reader) (*Block, error) {
	version, err := r.byte()
	if err != nil {
		return nil, err
	}
	if err = checkVersion(int(version)); err != nil {
		return nil, err
	}
	b := new(Block)
	if err = readObservations(r, b); err != nil {
		return nil, err
	}
	if err = readChanges(r, b); err != nil {
		return nil, err
	}
	if err = readEvents(r, b); err != nil {
		return nil, err
	}
	if len(r.data) > 0 {
		return nil, fmt.Errorf("%d bytes after its end", len(r.data))
	}
	return b, nil
}

// checkVersion says what to do about a version that this program does not read.
func checkVersion(v int) error {
	if v < 1 || v > Version {
		return fmt.Errorf("its format is version %d, and this program reads up to version %d: use a newer program", v, Version)
	}
	return nil
}

func readObservations(r *reader, b *Block) error {
	var n [4]uint64
	for i, limit := range []uint64{1 << 40, uint64(MaxHops), MaxChannels, uint64(maxBlockHops)} {
		var err error
		if n[i], err = r.uvarint(limit); err != nil {
			return err
		}
	}
	b.Seq, b.First = int64(n[0]), int(n[1]) //nolint:gosec // within their limits
	for range n[2] {
		obs := make([]vad.Observation, n[3])
		if err := readChannel(r, obs); err != nil {
			return err
		}
		b.Observations = append(b.Observations, obs)
	}
	return nil
}

func readChanges(r *reader, b *Block) error {
	n, err := r.count(4)
	if err != nil {
		return err
	}
	var at timeline.Position
	for range n {
		channel, err := r.uvarint(MaxChannels)
		if err != nil {
			return err
		}
		later, err := r.varint()
		if err != nil {
			return err
		}
		at += timeline.Position(later)
		if len(r.data) < 2 {
			return errEnd
		}
		activity, flags := vad.Activity(r.data[0]), vad.Flags(r.data[1])
		r.data = r.data[2:]
		if activity > vad.Unobserved {
			return fmt.Errorf("an activity that is not known: %d", activity)
		}
		if at < -maxAt || at > maxAt {
			return errFar
		}
		b.Changes = append(b.Changes, vad.Change{Channel: int(channel), At: at, Activity: activity, Flags: flags}) //nolint:gosec // at most MaxChannels
	}
	return nil
}

func readEvents(r *reader, b *Block) error {
	n, err := r.count(1)
	if err != nil {
		return err
	}
	for range n {
		e, err := readEvent(r)
		if err != nil {
			return err
		}
		if e.At < -maxAt || e.At > maxAt || e.Hole < 0 || e.Hole > maxAt {
			return errFar
		}
		b.Events = append(b.Events, e)
	}
	return nil
}
