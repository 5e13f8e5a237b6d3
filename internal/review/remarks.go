package review

import (
	"encoding/json"

	"github.com/evenkeel/monitor/internal/turns"
)

// remarks are what limits the whole review.
func (r *Result) remarks() []string {
	list := []string{}
	later := 0
	for i := range r.s.entries {
		if r.s.entries[i].body == nil {
			later++
		}
	}
	if later > 0 {
		list = append(list, several(later, "entry", "entries")+" of a later version: kept, and not counted here")
	}
	lost := false
	for _, e := range r.s.rec.Events {
		lost = lost || e.Hole > 0
	}
	if lost {
		list = append(list, "Some of the session was not kept, because there was no room for it; it is unknown")
	}
	return append(list, r.quality()...)
}

// quality is how well each channel was heard, as the session told it at its end.
func (r *Result) quality() []string {
	var last []struct {
		Channel string `json:"channel"`
		Text    string `json:"text"`
	}
	for _, e := range r.s.rec.Events {
		if e.Quality != nil && json.Unmarshal(e.Quality, &last) != nil {
			return nil // it is of a later version, and only a remark
		}
	}
	var list []string
	for _, q := range last {
		channel := turns.Nobody
		for _, p := range r.s.rec.People {
			if p.ID == q.Channel {
				channel = p.Channel
			}
		}
		if q.Text != "" && channel != turns.Nobody {
			list = append(list, of(r.names.first(channel))+" mic: "+q.Text)
		}
	}
	return list
}
