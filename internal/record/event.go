package record

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
)

// How an event is written: the health of the channels comes every few seconds and is written short.
const (
	eventText   = 0
	eventHealth = 1
)

// The flags of a channel's health.
const (
	healthDead = 1 << iota
	healthNoisy
	healthAdrift
)

// healthLen is how many bytes the health of a channel takes: flags and four numbers.
const healthLen = 1 + 4*8

func appendEvent(dst []byte, e *Event) ([]byte, error) {
	if isHealth(e) {
		return appendHealth(dst, e), nil
	}
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return append(binary.AppendUvarint(append(dst, eventText), uint64(len(text))), text...), nil
}

// isHealth says whether e tells of nothing else.
func isHealth(e *Event) bool {
	return e.Health != nil && e.Quality == nil && e.Agreement == nil && e.People == nil && e.Mark == nil && e.Unmark == "" && e.Hole == 0
}

func appendHealth(dst []byte, e *Event) []byte {
	dst = binary.AppendVarint(append(dst, eventHealth), int64(e.At))
	dst = binary.AppendUvarint(dst, uint64(len(e.Health)))
	for _, h := range e.Health {
		flags := byte(0)
		for i, on := range []bool{h.Dead, h.Noisy, h.Adrift} {
			if on {
				flags |= 1 << i
			}
		}
		dst = append(dst, flags)
		for _, x := range []float64{h.Clipped, h.Dropout, h.Bleed, h.Masked} {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(x))
		}
	}
	return dst
}

func readEvent(r *reader) (Event, error) {
	how, err := r.byte()
	if err != nil {
		return Event{}, err
	}
	switch how {
	case eventText:
		text, err := r.bytes()
		if err != nil {
			return Event{}, err
		}
		var e Event
		if err := json.Unmarshal(text, &e); err != nil {
			return Event{}, fmt.Errorf("an event: %w", err)
		}
		return e, nil
	case eventHealth:
		return readHealth(r)
	default:
		return Event{}, fmt.Errorf("an event is written in a way that is not known: %d", how)
	}
}

func readHealth(r *reader) (Event, error) {
	at, err := r.varint()
	if err != nil {
		return Event{}, err
	}
	n, err := r.count(healthLen)
	if err != nil {
		return Event{}, err
	}
	e := Event{At: timeline.Position(at), Health: make([]deference.Health, n)}
	for i := range e.Health {
		flags, h := r.data[0], &e.Health[i]
		h.Dead, h.Noisy, h.Adrift = flags&healthDead != 0, flags&healthNoisy != 0, flags&healthAdrift != 0
		for k, x := range []*float64{&h.Clipped, &h.Dropout, &h.Bleed, &h.Masked} {
			*x = math.Float64frombits(binary.LittleEndian.Uint64(r.data[1+8*k:]))
		}
		r.data = r.data[healthLen:]
	}
	return e, nil
}
