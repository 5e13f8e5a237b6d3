package deference

import "github.com/evenkeel/monitor/internal/turns"

// Pair is what one person's talk leads to with another, for three people and more.
type Pair struct {
	From int `json:"from"` // channel
	To   int `json:"to"`   // channel
	// Next counts the turns of To that directly follow one of From, of all Of that follow one of From.
	Next int `json:"next"`
	Of   int `json:"of"`
	// Expected is the share of Of that To would have if it went by how many turns everybody has; Ratio is how many
	// times as often it came. Nil while there are fewer turns after From than a statement needs.
	Expected *float64 `json:"expected"`
	Ratio    *float64 `json:"ratio"`
	Taken    int      `json:"taken"`    // floors that To took from From in overlap
	Attempts int      `json:"attempts"` // of To on From
}

// pairs counts who follows whom, for every ordered pair of different people who are compared.
func (e *evaluation) pairs() []Pair {
	if len(e.members) < 3 {
		return nil
	}
	follows := newMatrix(len(e.people))
	for _, t := range e.turns {
		if t.other != noSeat && t.other != t.who {
			follows.add(int(t.other), int(t.who))
		}
	}
	var out []Pair
	for _, from := range e.members {
		for _, to := range e.members {
			if from != to {
				out = append(out, e.pair(follows, from, to))
			}
		}
	}
	return out
}

// pair is one cell of the matrix.
func (e *evaluation) pair(follows matrix, from, to int) Pair {
	p := Pair{From: e.channel(from), To: e.channel(to), Next: follows.at(from, to), Of: e.upon(follows, from)}
	p.Taken = e.acts[turns.InterruptionSuccessful].at(to, from)
	for _, kind := range attempts {
		p.Attempts += e.acts[kind].at(to, from)
	}
	rest := len(e.turns) - e.turnsOf(from)
	if p.Of >= e.opts.Transitions && rest > 0 {
		expected := float64(e.turnsOf(to)) / float64(rest)
		p.Expected, p.Ratio = number(expected), number(float64(p.Next)/float64(p.Of)/expected)
	}
	return p
}
