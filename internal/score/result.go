package score

import "strconv"

// Result is how well annotations agree. A share of nothing is nil.
type Result struct {
	Miss             *float64 `json:"miss"`              // missed speech, share of the reference's
	FalseAlarm       *float64 `json:"fa"`                // invented speech, likewise
	ErrorRate        *float64 `json:"der"`               // both: speakers are given, so nobody is taken for another
	Precision        *float64 `json:"precision"`         // share of the hypothesis's speech that is the reference's
	Recall           *float64 `json:"recall"`            // share of the reference's that was found
	F1               *float64 `json:"f1"`                // harmonic mean of these two
	OverlapPrecision *float64 `json:"overlap_precision"` // the same three for frames in which two or more speak
	OverlapRecall    *float64 `json:"overlap_recall"`
	OverlapF1        *float64 `json:"overlap_f1"`
	TalkShareError   float64  `json:"talk_share_error_pp"` // of the speaker for whom it is largest, percentage points
	JaccardError     *float64 `json:"jer"`                 // mean over the reference's speakers of what is not common in what either has
}

// Result is the agreement of everything that was added: shares with four decimals, the talk share of the speaker whose
// differs most in percentage points with two.
func (t *Tally) Result() Result {
	talk := t.hit + t.miss
	hit, invented, missed := t.overlap[1][1], t.overlap[0][1], t.overlap[1][0]
	r := Result{
		Miss: ratio(t.miss, talk), FalseAlarm: ratio(t.falseAlarm, talk), ErrorRate: ratio(t.miss+t.falseAlarm, talk),
		Precision: ratio(t.hit, t.hit+t.falseAlarm), Recall: ratio(t.hit, talk), F1: ratio(2*t.hit, 2*t.hit+t.falseAlarm+t.miss),
		OverlapPrecision: ratio(hit, hit+invented), OverlapRecall: ratio(hit, hit+missed),
		OverlapF1:      ratio(2*hit, 2*hit+invented+missed),
		TalkShareError: rounded(t.shareError, 2),
	}
	if t.speakers > 0 {
		jer := rounded(t.jaccard/float64(t.speakers), 4)
		r.JaccardError = &jer
	}
	return r
}

// ratio is a of b with four decimals, nil of nothing.
func ratio(a, b int) *float64 {
	if b == 0 {
		return nil
	}
	v := rounded(float64(a)/float64(b), 4)
	return &v
}

// rounded is the number with so many decimals that is nearest to v, as it is written.
func rounded(v float64, decimals int) float64 {
	// What FormatFloat writes, ParseFloat reads.
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	return r
}
