package record

import (
	"encoding/json"
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// storedHead is a head as it is written.
type storedHead struct {
	Format int `json:"format"`
	Head
}

// AppendHead appends h, as the format writes it, to dst.
func AppendHead(dst []byte, h *Head) ([]byte, error) {
	text, err := json.Marshal(storedHead{Version, *h})
	if err != nil {
		return nil, fmt.Errorf("write the head of record %s: %w", h.ID, err)
	}
	return append(dst, text...), nil
}

// DecodeHead reads a head. Rules that its writer did not know yet have their defaults.
func DecodeHead(data []byte) (Head, error) {
	s := storedHead{Head: Head{Rules: turns.DefaultOptions()}}
	err := json.Unmarshal(data, &s)
	if err == nil {
		err = checkVersion(s.Format)
	}
	if err == nil {
		err = CheckID(s.ID)
	}
	if err == nil && s.Channels() > MaxChannels {
		err = fmt.Errorf("%d people are measured, and there are at most %d channels", s.Channels(), MaxChannels)
	}
	if err != nil {
		return Head{}, fmt.Errorf("read the head of a record: %w", err)
	}
	return s.Head, nil
}

// maxID is how long an ID may be.
const maxID = 64

// CheckID says what is wrong with the ID of a session, which is part of names of files and subjects.
func CheckID(id string) error {
	if id == "" || len(id) > maxID {
		return fmt.Errorf("a session's id of %d letters: it must have 1 to %d", len(id), maxID)
	}
	for _, c := range id {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return fmt.Errorf("the session's id %q: only letters, digits and dashes may be in it", id)
		}
	}
	return nil
}

// End is how a record ends.
type End struct {
	At    timeline.Position `json:"at"`
	State State             `json:"state"`
}

// AppendEnd appends e, as the format writes it, to dst.
func AppendEnd(dst []byte, e End) ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write the end of a record: %w", err)
	}
	return append(dst, text...), nil
}

// DecodeEnd reads an end.
func DecodeEnd(data []byte) (End, error) {
	var e End
	err := json.Unmarshal(data, &e)
	switch {
	case err != nil:
	case e.State != Open && e.State != Closed && e.State != Interrupted:
		err = fmt.Errorf("a state that is not known: %q", e.State)
	case e.At < 0 || e.At > maxAt:
		err = errFar
	}
	if err != nil {
		return End{}, fmt.Errorf("read the end of a record: %w", err)
	}
	return e, nil
}

// AppendEntry appends e, as the format writes it, to dst.
func AppendEntry(dst []byte, e *Entry) ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write an entry of kind %s: %w", e.Kind, err)
	}
	return append(dst, text...), nil
}

// DecodeEntry reads an entry.
func DecodeEntry(data []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(data, &e); err != nil {
		return Entry{}, fmt.Errorf("read an entry of a record: %w", err)
	}
	return e, nil
}
