package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
)

// The parts of a record, as subjects end. Of head, end and every block the last message counts; entries all count.
const (
	headPart  = "head"
	endPart   = "end"
	blockPart = "block"
	entryPart = "entry"
)

func mainSubject(id, part string) string { return mainSubjects + id + "." + part }
func liveSubject(id, part string) string { return liveSubjects + id + "." + part }

// liveBlocks is the subject of the blocks while a session is recorded: short, since it comes with each.
func liveBlocks(id string) string { return liveSubjects + id }

func liveStream(id string) string { return livePrefix + id }

// part is a message of a record.
type part struct {
	seq  uint64
	kind string // "block.3"
	data []byte
}

// parts are the messages of a record that has ended, and the entries of any record, in order.
func parts(ctx context.Context, main jetstream.Stream, id string) ([]part, error) {
	var found []part
	prefix := mainSubject(id, "")
	for seq := uint64(1); ; {
		m, err := main.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(prefix+">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		found = append(found, part{m.Sequence, strings.TrimPrefix(m.Subject, prefix), m.Data})
		seq = m.Sequence + 1
	}
}

// assemble puts a record together from its parts. ended is false when its head is not there: then it has not ended, and
// only its entries are there.
func assemble(parts []part) (rec *record.Record, ended bool, err error) {
	last := make(map[string][]byte)
	rec = new(record.Record)
	for _, p := range parts {
		if p.kind != entryPart {
			last[p.kind] = p.data
			continue
		}
		var e record.Entry
		if e, err = record.DecodeEntry(p.data); err != nil {
			return nil, false, err
		}
		rec.Entries = append(rec.Entries, e)
	}
	if last[headPart] == nil || last[endPart] == nil {
		return rec, false, nil
	}
	entries := rec.Entries
	if rec, err = assembleLast(last); err != nil {
		return nil, false, err
	}
	rec.Entries = entries
	return rec, true, nil
}

func assembleLast(last map[string][]byte) (*record.Record, error) {
	head, err := record.DecodeHead(last[headPart])
	if err != nil {
		return nil, err
	}
	end, err := record.DecodeEnd(last[endPart])
	if err != nil {
		return nil, err
	}
	a := record.NewAssembler(head)
	for kind, data := range last {
		if !strings.HasPrefix(kind, blockPart) {
			continue
		}
		b, err := record.DecodeBlock(data)
		if err != nil {
			return nil, err
		}
		if err = a.Add(b); err != nil {
			return nil, err
		}
	}
	rec := a.Record()
	rec.End, rec.State = end.At, end.State
	return rec, nil
}

// encode makes the parts of a record, without its entries, in the order in which they are written: the head and the end
// last, since they say that the rest is there.
func encode(rec *record.Record) ([]part, error) {
	var made []part
	blocks := rec.Blocks()
	for i := range blocks {
		data, err := record.AppendBlock(nil, &blocks[i])
		if err != nil {
			return nil, err
		}
		made = append(made, part{kind: blockPart + "." + strconv.Itoa(i), data: data})
	}
	head, err := record.AppendHead(nil, &rec.Head)
	if err != nil {
		return nil, err
	}
	end, err := record.AppendEnd(nil, record.End{At: rec.End, State: rec.State})
	if err != nil {
		return nil, err
	}
	return append(made, part{kind: headPart, data: head}, part{kind: endPart, data: end}), nil
}

// replace writes a record that has ended, without its entries, and erases what was there of it before. Interrupted and
// done again it comes to the same.
func (s *Store) replace(ctx context.Context, rec *record.Record) error {
	link := s.now()
	before, err := parts(ctx, link.main, rec.ID)
	if err != nil {
		return fmt.Errorf("write record %s: %w", rec.ID, err)
	}
	made, err := encode(rec)
	if err != nil {
		return err
	}
	for _, p := range made {
		if _, err = link.js.Publish(ctx, mainSubject(rec.ID, p.kind), p.data); err != nil {
			return fmt.Errorf("write record %s: %w", rec.ID, err)
		}
	}
	var older []uint64
	for _, p := range before {
		if p.kind != entryPart {
			older = append(older, p.seq)
		}
	}
	if err = s.eraseMessages(ctx, link.main, older...); err != nil {
		return fmt.Errorf("write record %s: %w", rec.ID, err)
	}
	return nil
}

// Load reads a record.
func (s *Store) Load(ctx context.Context, id string) (*record.Record, error) {
	sum, err := s.Summary(id)
	if err != nil {
		return nil, err
	}
	rec, err := s.load(ctx, id, sum.State == record.Open)
	if err != nil {
		return nil, fmt.Errorf("read session %s: %w", id, err)
	}
	return rec, nil
}

func (s *Store) load(ctx context.Context, id string, open bool) (*record.Record, error) {
	link := s.now()
	found, err := parts(ctx, link.main, id)
	if err != nil {
		return nil, err
	}
	rec, ended, err := assemble(found)
	if err != nil || ended && !open {
		return rec, err
	}
	live, err := readLive(ctx, link.js, id)
	if err != nil {
		return nil, err
	}
	if !live.whole {
		if !ended {
			return nil, fmt.Errorf("nothing of it has been kept: %w", ErrNotFound)
		}
		return rec, nil
	}
	all := live.record()
	all.Entries = rec.Entries
	if live.end == nil {
		all.State = record.Open
	}
	return all, nil
}
