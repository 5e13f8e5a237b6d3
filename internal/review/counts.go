package review

import (
	"fmt"
	"strconv"

	"github.com/evenkeel/monitor/internal/view"
)

// counts are the moments by kind, with the words of the chips. What was corrected is counted apart.
func (r *Result) counts(moments []moment, notes int) []view.MomentCount {
	list := []view.MomentCount{
		{Kind: taken, Label: "Floor taken in overlap"},
		{Kind: kept, Label: "Overlap, floor kept"},
		{Kind: undecided, Label: "Overlap, undecided"},
		{Kind: silence, Label: "Silence ≥ " + round(r.Parameters.Rules.Lapse)},
		{Kind: turn, Label: "Turn ≥ " + round(r.Parameters.LongTurn)},
		{Kind: unknown, Label: "Unknown"},
		{Kind: mark, Label: "Mark"},
		{Kind: "note", Label: "Note", Count: notes},
	}
	for i := range moments {
		for k := range list {
			switch {
			case list[k].Kind != moments[i].Kind:
			case moments[i].State == correctedState:
				list[k].Corrected++
			default:
				list[k].Count++
			}
		}
	}
	for k := range list {
		list[k].Text = strconv.Itoa(list[k].Count)
		if n := list[k].Corrected; n > 0 {
			list[k].Text = fmt.Sprintf("%d, %d corrected", list[k].Count, n)
		}
	}
	return list
}
