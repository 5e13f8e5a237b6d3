package store

import (
	"context"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
)

// run writes what is handed over, until there is no more.
func (w *Writer) run() {
	defer close(w.done)
	defer w.s.forgetWriter(w)
	tick := time.NewTicker(blockAfter / 4)
	defer tick.Stop()
	for failed := 0; ; {
		select {
		case <-w.quit:
			w.finish()
			return
		case <-w.wake:
		case <-tick.C:
		}
		w.cutOld(false)
		if w.try(w.writeAll) == nil {
			failed = 0
			continue
		}
		if failed++; failed%restartAt == 0 {
			w.s.restart()
		}
		select {
		case <-w.quit:
		case <-time.After(writeAgain):
		}
	}
}

// finish writes the rest and closes the record, until that works or is given up.
func (w *Writer) finish() {
	for failed := 0; ; {
		w.cutOld(true)
		if w.try(w.writeRest) == nil {
			return
		}
		if failed++; failed%restartAt == 0 {
			w.s.restart()
		}
		select {
		case <-w.giveUp:
			return
		case <-time.After(writeAgain):
		}
	}
}

// cutOld hands over the block that is being filled if it has been for long enough, or at once.
func (w *Writer) cutOld(now bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.since.IsZero() && (now || time.Since(w.since) >= blockAfter) {
		w.cut()
	}
}

// try does something with the disk, and says how that goes.
func (w *Writer) try(do func() error) error {
	err := do()
	reason := ""
	if err != nil {
		reason = w.s.why(err)
	}
	w.mu.Lock()
	changed := reason != w.reason
	w.reason = reason
	w.mu.Unlock()
	if changed && err != nil {
		w.s.opts.Logger.Error("session is not being kept", "session", w.head.ID, "err", err)
	} else if changed {
		w.s.opts.Logger.Info("session is being kept again", "session", w.head.ID)
	}
	return err
}

// writeAll writes what waits.
func (w *Writer) writeAll() error {
	if err := w.s.checkRoom(); err != nil {
		return err
	}
	if !w.begun {
		if err := w.s.begin(&w.head); err != nil {
			return err
		}
		w.begun = true
	}
	for {
		b, seq, some := w.oldest()
		if !some {
			return nil
		}
		if err := w.write(b); err != nil {
			return err
		}
		w.written(seq)
	}
}

// writeRest writes what waits and closes the record: no more is to come.
func (w *Writer) writeRest() error {
	if err := w.writeAll(); err != nil {
		return err
	}
	return w.closeRecord()
}

// closeRecord closes the record if the session has ended.
func (w *Writer) closeRecord() error {
	w.mu.Lock()
	end := w.end
	w.mu.Unlock()
	if end == nil {
		return nil
	}
	text, err := record.AppendEnd(nil, *end)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	if _, err = w.s.now().js.Publish(ctx, liveSubject(w.head.ID, endPart), text); err != nil {
		return err
	}
	return w.s.finish(ctx, w.head.ID)
}

// oldest is the block to be written next, with the mark of what was left out before it.
func (w *Writer) oldest() (b record.Block, seq int64, some bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 {
		return record.Block{}, 0, false
	}
	b = w.waiting[0]
	if w.hole.Hole > 0 {
		b.Events = append([]record.Event{w.hole}, b.Events...)
	}
	return b, b.Seq, true
}

// written takes the block of that number from those that wait, if it still does.
func (w *Writer) written(seq int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) > 0 && w.waiting[0].Seq == seq {
		w.waiting, w.hole = w.waiting[1:], record.Event{}
	}
}

func (w *Writer) write(b record.Block) error {
	data, err := record.AppendBlock(nil, &b)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), writeLimit)
	defer cancel()
	_, err = w.s.now().js.Publish(ctx, liveBlocks(w.head.ID), data)
	return err
}

// begin makes what a recording needs, as far as it is not there.
func (s *Store) begin(head *record.Head) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeLimit)
	defer cancel()
	if _, found := s.list.get(head.ID); !found {
		if err := s.put(ctx, summaryOf(head), 0); err != nil {
			return err
		}
	}
	link := s.now()
	stream, err := link.stream(ctx, jetstream.StreamConfig{Name: liveStream(head.ID), Subjects: []string{liveBlocks(head.ID), liveSubject(head.ID, ">")}})
	if err != nil || stream.CachedInfo().State.Msgs > 0 {
		return err
	}
	text, err := record.AppendHead(nil, head)
	if err != nil {
		return err
	}
	_, err = link.js.Publish(ctx, liveSubject(head.ID, headPart), text)
	return err
}
