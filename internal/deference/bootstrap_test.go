package deference

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryDrawHasAsManyUnitsAsItsBlocksHold(t *testing.T) {
	r := newResampler(21, 0, nil, DefaultOptions())
	draws := 0
	r.run(func(draw int) {
		sum := int32(0)
		for _, w := range r.weights[:21] {
			if w < 0 {
				t.Fatalf("draw %d weighs %v", draw, r.weights)
			}
			sum += w
		}
		if sum != 24 { // 6 blocks of 4
			t.Fatalf("draw %d weighs %v, want 21 units and 24 in all", draw, r.weights)
		}
		draws++
	})
	if draws != 200 {
		t.Errorf("%d draws, want 200", draws)
	}
}

func TestBlocksKeepWhatFollowsEachOtherTogether(t *testing.T) {
	r := newResampler(8, 0, nil, Options{Draws: minDraws, Block: 4})
	r.run(func(draw int) {
		rises := 0
		for i, w := range r.weights[:8] {
			if w > r.weights[(i+7)%8] {
				rises++
			}
		}
		if rises > 2 {
			t.Fatalf("draw %d weighs %v: more than two blocks", draw, r.weights)
		}
	})
}

func TestTooFewUnitsAreNotDrawnFrom(t *testing.T) {
	if newResampler(7, 0, nil, DefaultOptions()) != nil {
		t.Error("7 units make fewer than two blocks of 4")
	}
}

func TestSumsAreThoseOfTheUnitsThatWereDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units, columns := rapid.IntRange(8, 30).Draw(t, "units"), rapid.IntRange(1, 4).Draw(t, "columns")
		amounts := make([]int64, units*columns)
		for i := range amounts {
			amounts[i] = rapid.Int64Range(0, 1000).Draw(t, "amount")
		}
		r := newResampler(units, columns, func(unit, column int) int64 { return amounts[unit*columns+column] }, DefaultOptions())
		r.run(func(draw int) {
			want := make([]int64, columns)
			for i, amount := range amounts {
				want[i%columns] += int64(r.weights[i/columns]) * amount
			}
			if !slices.Equal(r.sums, want) {
				t.Fatalf("draw %d sums to %v, want %v", draw, r.sums, want)
			}
		})
	})
}

func TestOneMoreTurnMovesTheIntervalALittle(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 2))
	amounts := make([]int64, 81)
	for i := range amounts {
		amounts[i] = int64(1000 * math.Exp(source.NormFloat64()))
	}
	of := func(units int) draws {
		r := newResampler(units, 1, func(unit, _ int) int64 { return amounts[unit] }, DefaultOptions())
		means := make([]float64, r.draws)
		r.run(func(draw int) { means[draw] = float64(r.sums[0]) / float64(units) })
		return newDraws(means)
	}
	a, b := of(80), of(81)
	width := a.quantile(highTail) - a.quantile(lowTail)
	for _, p := range []float64{lowTail, highTail} {
		if moved := math.Abs(a.quantile(p) - b.quantile(p)); moved > width/4 {
			t.Errorf("the %g quantile moved by %.1f of an interval of %.1f with one more turn", p, moved, width)
		}
	}
}
