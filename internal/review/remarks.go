package review

import (
	"encoding/json"
	"strings"

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
		list = append(list, "A part of the session was not recorded; it is unknown")
	}
	return append(list, r.quality()...)
}

// quality is what was wrong with each channel, as the session told it at its end.
func (r *Result) quality() []string {
	var last []struct {
		Channel string `json:"channel"`
		Fault   string `json:"fault"`
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
		if q.Fault != "" && channel != turns.Nobody {
			whose := of(r.names.first(channel))
			if does, mic := strings.CutPrefix(q.Fault, "The mic "); mic {
				list = append(list, whose+" mic "+does)
				continue
			}
			list = append(list, whose+" mic: "+q.Fault)
		}
	}
	return list
}
