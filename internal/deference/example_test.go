package deference_test

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// A meter stands beside the engine that finds the facts and is told of the same changes.
func Example() {
	people := []deference.Person{
		{Channel: 0, Name: "Coach", Role: deference.Coach, Measured: true},
		{Channel: 1, Name: "Maya", Role: deference.Client, Measured: true},
	}
	meter, err := deference.NewMeter(people, deference.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := turns.NewEngine(len(people), turns.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	push := func(c vad.Change) {
		meter.Push(c)
		if err := engine.Push(c); err != nil {
			fmt.Println(err)
		}
	}
	for at := timeline.Position(0); at < 200*timeline.Second; at += 20 * timeline.Second {
		push(vad.Change{Channel: 0, At: at, Activity: vad.Speech})
		push(vad.Change{Channel: 0, At: at + 5*timeline.Second, Activity: vad.Silent})
		push(vad.Change{Channel: 1, At: at + 6*timeline.Second, Activity: vad.Speech})
		push(vad.Change{Channel: 1, At: at + 16*timeline.Second, Activity: vad.Silent})
		// Until the next round there are four seconds of silence, which the coach breaks.
	}
	meter.Add(engine.Finish(200 * timeline.Second))
	meter.Finish(200 * timeline.Second)
	for _, ind := range meter.Result().Session.Live() {
		fmt.Printf("%s: %s. %s\n", ind.ID, ind.Status, ind.Evidence)
	}
	// Output:
	// talk_share: Tentative. **2 min** of speech in **20** turns; tentative until 5 min
	// holding_floor: Tentative. Median turn: coach **5 s**, Maya **10 s**; direction from 20 turns each
	// taking_floor: Collecting. **0** floor-takings; shown from 4
	// breaking_silences: Leans to coach. Coach broke **9 of 9** silences of 3 s and more
}
