package archive

import (
	"context"
	"encoding/json"
	"io"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
)

// What stands in a pseudonymous record where people wrote something that has to be there.
const (
	plainTitle   = "Session"
	plainExclude = "Left out"
)

// exportPseudonymous writes a whole record that tells no names.
func (a *Archive) exportPseudonymous(ctx context.Context, id string, w io.Writer) error {
	rec, err := a.store.Load(ctx, id)
	if err != nil {
		return err
	}
	sum, err := a.store.Summary(id)
	if err != nil {
		return err
	}
	rec.Place = sum.Place
	pseudonymous(rec)
	return (&record.File{Record: rec}).Write(w)
}

// pseudonymous makes rec a record without names: people are called by their roles, and the title, names of files and what
// people wrote are left out. Observations and corrections stay, so that the figures are the same.
func pseudonymous(rec *record.Record) {
	ids := make(map[string]string, len(rec.People))
	for i, p := range export.Pseudonyms(rec.People) {
		ids[rec.People[i].ID] = p.ID
	}
	rec.Title = plainTitle
	if export.OfFiles(rec.Source) {
		rec.Label = ""
	}
	rec.People = export.Pseudonyms(rec.People)
	for i := range rec.Events {
		e := &rec.Events[i]
		e.People = export.Pseudonyms(e.People)
		if e.Mark != nil {
			e.Mark = &record.Mark{ID: e.Mark.ID}
		}
		if e.Quality != nil {
			e.Quality, _ = rewritten(e.Quality, func(all *[]export.Quality) bool {
				for k := range *all {
					(*all)[k].Channel = ids[(*all)[k].Channel]
				}
				return true
			})
		}
	}
	rec.Entries = corrections(rec.Entries)
}

// corrections are those of the entries that change figures, without words, numbered anew.
func corrections(entries []record.Entry) []record.Entry {
	var kept []record.Entry
	now := make(map[int64]int64) // numbers of those that are kept, by what they were
	for _, e := range entries {
		was := e.Seq
		var stays bool
		if e.Body, stays = correction(&e, now); stays {
			e.Seq = int64(len(kept) + 1)
			now[was] = e.Seq
			kept = append(kept, e)
		}
	}
	return kept
}

// correction is the body of an entry without words; stays is false when it says nothing else, or is not known.
func correction(e *record.Entry, now map[int64]int64) (body json.RawMessage, stays bool) {
	switch review.Kind(e.Kind) {
	case review.NotInterruptionKind, review.BackchannelKind:
		return rewritten(e.Body, func(*review.EventRef) bool { return true })
	case review.SwapKind:
		return rewritten(e.Body, func(*review.Swap) bool { return true })
	case review.DropChannelKind:
		return rewritten(e.Body, func(*review.DropChannel) bool { return true })
	case review.ExcludeKind:
		return rewritten(e.Body, func(x *review.Exclude) bool { x.Text = plainExclude; return true })
	case review.RenameKind:
		return rewritten(e.Body, func(r *review.Rename) bool { r.Name = ""; return r.Role != "" })
	case review.UndoKind:
		return rewritten(e.Body, func(u *review.Undo) bool { u.Entry = now[u.Entry]; return u.Entry != 0 })
	}
	return nil, false
}

// rewritten is a body as change leaves it, with nothing in it that is not of its type; stays is false when change says so
// or when it cannot be read.
func rewritten[T any](body json.RawMessage, change func(*T) bool) (text json.RawMessage, stays bool) {
	var x T
	if json.Unmarshal(body, &x) != nil || !change(&x) {
		return nil, false
	}
	text, err := json.Marshal(x)
	return text, err == nil
}
