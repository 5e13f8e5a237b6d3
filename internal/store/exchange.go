package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/evenkeel/monitor/internal/record"
)

// listFacts are what the list says of a session that its record does not.
type listFacts struct {
	Title string       `json:"title"`
	Place record.Place `json:"place"`
	Tags  []string     `json:"tags,omitempty"`
}

// Export writes a whole session as one file.
func (s *Store) Export(ctx context.Context, id string, w io.Writer) error {
	f, err := s.file(ctx, id)
	if err != nil {
		return err
	}
	return f.Write(w)
}

func (s *Store) file(ctx context.Context, id string) (*record.File, error) {
	sum, err := s.Summary(id)
	if err != nil {
		return nil, err
	}
	rec, err := s.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	facts, err := json.Marshal(listFacts{sum.Title, sum.Place, sum.Tags})
	if err != nil {
		return nil, fmt.Errorf("export session %s: %w", id, err)
	}
	return &record.File{Record: rec, List: facts}, nil
}

// Import adds a session that Export has written, and returns what the list says of it. A session that is there already
// is left alone if it is the same, and is an error if not.
func (s *Store) Import(ctx context.Context, r io.Reader) (Summary, error) {
	f, err := record.ReadFile(r)
	if err != nil {
		return Summary{}, fmt.Errorf("import a session: %w", err)
	}
	if sum, missing := s.Summary(f.ID); missing == nil {
		return sum, s.compare(ctx, f)
	}
	facts := listFacts{Title: f.Title, Place: f.Place}
	if len(f.List) > 0 {
		if err = json.Unmarshal(f.List, &facts); err != nil {
			return Summary{}, fmt.Errorf("import session %s: %w", f.ID, err)
		}
	}
	return s.insert(ctx, f.Record, func(sum *Summary) {
		sum.Title, sum.Place, sum.Tags = facts.Title, facts.Place, facts.Tags
	})
}

// compare says that the session that is there is another than f.
func (s *Store) compare(ctx context.Context, f *record.File) error {
	here, err := s.file(ctx, f.ID)
	if err != nil {
		return err
	}
	var a, b bytes.Buffer
	if err = here.Write(&a); err != nil {
		return err
	}
	if err = f.Write(&b); err != nil {
		return err
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		return fmt.Errorf("import session %s: another version of it is there; export that one and erase it first, if this one is to take its place", f.ID)
	}
	return nil
}

// Put adds a whole record, of a session that was not recorded here.
func (s *Store) Put(ctx context.Context, rec *record.Record) (Summary, error) {
	return s.insert(ctx, rec, func(*Summary) {})
}

// insert adds a whole record, and what facts says of it in the list. The list has it first and hides it until it is
// whole: when that does not come to be, what was written is erased, at the next start if need be.
func (s *Store) insert(ctx context.Context, rec *record.Record, facts func(*Summary)) (Summary, error) {
	if err := record.CheckID(rec.ID); err != nil {
		return Summary{}, fmt.Errorf("add a session: %w", err)
	}
	if _, found := s.list.get(rec.ID); found {
		return Summary{}, fmt.Errorf("add session %s: it is there already", rec.ID)
	}
	if rec.State == record.Open {
		whole := *rec
		whole.State, rec = record.Interrupted, &whole
	}
	if err := s.needRoom(); err != nil {
		return Summary{}, fmt.Errorf("add session %s: %w", rec.ID, err)
	}
	sum := summaryOf(&rec.Head)
	sum.State, sum.Erasing = rec.State, beingAdded
	if err := s.put(ctx, sum, 0); err != nil {
		return Summary{}, err
	}
	err := s.write(ctx, rec)
	if err == nil {
		err = s.Update(ctx, rec.ID, func(sum *Summary) {
			ended(sum, rec)
			facts(sum)
			sum.Erasing = ""
		})
	}
	if err != nil {
		if left := s.eraseWhole(context.WithoutCancel(ctx), rec.ID); left != nil {
			s.opts.Logger.Warn("session not added, and not erased before the next start", "session", rec.ID, "err", left)
		}
		return Summary{}, fmt.Errorf("add session %s: %w", rec.ID, err)
	}
	return s.Summary(rec.ID)
}

// write writes a record that has ended, with its entries.
func (s *Store) write(ctx context.Context, rec *record.Record) error {
	if err := s.replace(ctx, rec); err != nil {
		return err
	}
	for i := range rec.Entries {
		if _, err := s.add(ctx, rec.ID, rec.Entries[i]); err != nil {
			return fmt.Errorf("entry %d: %w", rec.Entries[i].Seq, err)
		}
	}
	return nil
}
