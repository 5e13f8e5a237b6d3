// Package tier holds annotations as the programs of the field keep them: stretches and moments with labels, in tiers.
// Packages textgrid and eaf read and write them.
package tier

// What a file may hold at most. A day of talk has some 50,000 labels.
const (
	MaxSeconds = 24 * 3600 // latest end of a label
	MaxLabels  = 500_000   // in all tiers
	MaxTiers   = 1000
	MaxBytes   = 64 << 20 // of the file
)

// Tier is a row of labels.
type Tier struct {
	Name    string
	Speaker string // of whom it tells, as shown; "": of nobody alone
	Kind    string // what its labels are: "speech"
	Parent  string // name of the tier whose labels these describe; "": none
	Points  bool   // labels are moments: their End is their Start
	Labels  []Label
}

// Label is a labelled stretch or moment. Times are in seconds.
type Label struct {
	Start, End float64
	Text       string
}
