package record

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Assembler puts a record together from its blocks, which may come in any order and more than once.
type Assembler struct {
	head   Head
	obs    [][]vad.Observation
	blocks map[int64]piece
}

// piece is what a block adds to the lists.
type piece struct {
	changes []vad.Change
	events  []Event
}

// NewAssembler starts the record of head.
func NewAssembler(head Head) *Assembler {
	return &Assembler{head: head, blocks: make(map[int64]piece)}
}

// Add adds a block, unless it was added before.
func (a *Assembler) Add(b *Block) error {
	if _, twice := a.blocks[b.Seq]; twice {
		return nil
	}
	if n := len(b.Observations); n > 0 {
		if err := a.observe(b); err != nil {
			return fmt.Errorf("read block %d of the record: %w", b.Seq, err)
		}
	}
	a.blocks[b.Seq] = piece{b.Changes, b.Events}
	return nil
}

func (a *Assembler) observe(b *Block) error {
	n, end := len(b.Observations), b.First+b.Hops()
	if b.Hops() == 0 {
		end = 0
	}
	switch {
	case a.obs != nil && n != len(a.obs):
		return fmt.Errorf("it has %d channels, and others have %d", n, len(a.obs))
	case n*end > int(maxCells):
		return fmt.Errorf("%d channels of %v are more than a record has", n, (timeline.Position(end) * timeline.HopLen).Duration())
	case a.obs == nil:
		a.obs = make([][]vad.Observation, n)
	}
	for k, obs := range b.Observations {
		a.obs[k] = fill(a.obs[k], end)
		copy(a.obs[k][end-len(obs):], obs)
	}
	return nil
}

// fill makes obs reach to end.
func fill(obs []vad.Observation, end int) []vad.Observation {
	obs = slices.Grow(obs, max(0, end-len(obs)))
	for len(obs) < end {
		obs = append(obs, Unrecorded)
	}
	return obs
}

// Seq is that of the block after the last.
func (a *Assembler) Seq() int64 {
	next := int64(0)
	for seq := range a.blocks {
		next = max(next, seq+1)
	}
	return next
}

// Record is what has come together, as a session that was interrupted: it ends with the last that is known of it.
func (a *Assembler) Record() *Record {
	r := &Record{Head: a.head, Observations: a.obs, State: Interrupted}
	for _, obs := range a.obs {
		r.End = timeline.Position(len(obs)) * timeline.HopLen
	}
	seqs := make([]int64, 0, len(a.blocks))
	for seq := range a.blocks {
		seqs = append(seqs, seq)
	}
	slices.Sort(seqs)
	for _, seq := range seqs {
		r.Changes = append(r.Changes, a.blocks[seq].changes...)
		r.Events = append(r.Events, a.blocks[seq].events...)
	}
	slices.SortStableFunc(r.Changes, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Events, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
	for _, c := range r.Changes {
		r.End = max(r.End, c.At)
	}
	for _, e := range r.Events {
		r.End = max(r.End, e.At+e.Hole)
	}
	return r
}

// cellsPerBlock is how many observations a block of Blocks has at most: coded at their longest they take 0.9 MB, which
// is less than what NATS takes in one message.
const cellsPerBlock = 60000

// Blocks are the observations, changes and events of r in blocks of ten minutes at most.
func (r *Record) Blocks() []Block {
	hops := int(maxBlockHops)
	if n := len(r.Observations); n > 0 {
		hops = min(hops, cellsPerBlock/n)
	}
	var blocks []Block
	changes, events := r.Changes, r.Events
	for first := 0; first == 0 || first < r.hops() || len(changes)+len(events) > 0; first += hops {
		b := Block{Seq: int64(len(blocks)), First: first}
		for _, obs := range r.Observations {
			b.Observations = append(b.Observations, obs[min(first, len(obs)):min(first+hops, len(obs))])
		}
		end := timeline.Position(first+hops) * timeline.HopLen
		n, _ := slices.BinarySearchFunc(changes, end, func(c vad.Change, end timeline.Position) int { return cmp.Compare(c.At, end) })
		b.Changes, changes = changes[:n:n], changes[n:]
		n, _ = slices.BinarySearchFunc(events, end, func(e Event, end timeline.Position) int { return cmp.Compare(e.At, end) })
		b.Events, events = events[:n:n], events[n:]
		blocks = append(blocks, b)
	}
	return blocks
}

func (r *Record) hops() int {
	if len(r.Observations) == 0 {
		return 0
	}
	return len(r.Observations[0])
}
