package deference

import "github.com/evenkeel/monitor/internal/timeline"

// Agreement is what the people agreed on and the indicators are told against. The zero value agrees on nothing.
type Agreement struct {
	Band          *[2]int           // talk share of the coach, or of the left of the pair, in %; nil: none
	Nudges        bool              // whether nudges are wanted at all
	FloorLimit    timeline.Position // nudge when somebody holds the floor longer; 0: never
	SilencesInRow int               // nudge when so many silences in a row end with the same person; 0: never
	TakenRecently int               // nudge when so many floor-takings in overlap fall in 5 minutes; 0: never
}
