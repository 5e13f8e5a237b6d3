package review

import (
	"strconv"

	"github.com/evenkeel/monitor/internal/view"
)

// terms are the definitions of what is told, by the rules that it was computed with.
func (r *Result) terms() []view.Term {
	rules := &r.Parameters.Rules
	lapse, take, rem, short := round(rules.Lapse), round(rules.Take), round(rules.TermWide), round(rules.BCMax)
	term := func(id, title, text, limits string) view.Term {
		return view.Term{ID: id, Title: title, Text: text, Limits: limits}
	}
	return []view.Term{
		term(
			"talk_share", titles["talk_share"],
			"Each person’s part of all the speech. When several speak at once, each of them counts.",
			"What is unknown is left out. The band is what the people agreed on; it is theirs, no rule of the field.",
		),
		term(
			"holding_floor", titles["holding_floor"],
			"How long turns last: the median turn of each of two people, and among more each person’s part of the time that the floor was held. A turn goes on until somebody else takes the floor or a silence of "+lapse+" ends it.",
			"Short signals such as “mm‑hm” do not end a turn. A long turn can be a story, or an answer that was asked for.",
		),
		term(
			"taking_floor", titles["taking_floor"],
			"One person starts while the other is still speaking. The other goes on for more than "+rem+", then stops, and the one who came in speaks alone for at least "+take+".",
			"This is what timing can show of an interruption. Short signals do not count, and giving way at once is not seen. A microphone cannot tell eagerness from interruption; the people can, and correct it.",
		),
		term(
			"overlap_kept", "Overlap, floor kept",
			"One person starts while the other is still speaking, and the other goes on, or is back within "+round(rules.Resume)+".",
			"A word of agreement can look the same, when it is longer than "+short+" or has more talk close by.",
		),
		term(
			"overlap_undecided", "Overlap, undecided",
			"One person starts while the other is still speaking, and it cannot be told who held the floor: both stopped, nobody went on alone for "+take+", or the signal was too weak.",
			"These count for nobody.",
		),
		term(
			"breaking_silences", titles["breaking_silences"],
			"Who speaks first after everybody has been silent for "+lapse+" or more.",
			"Whoever spoke last often goes on, so the middle is not what to expect. A length alone does not say what a silence was for.",
		),
		term(
			"response_latency", titles["response_latency"],
			"How long after the other’s talk somebody’s turn starts; below zero, before it had ended.",
			"In a call everybody is later. It is not comparable with talk in one room, nor between groups of other sizes.",
		),
		term(
			"backchannels", titles["backchannels"],
			"Listening sounds such as “mm‑hm”, at most "+short+" long, with silence of the same person around them. They are thin ticks, and claim no turn.",
			"A short answer can look the same. Nods make no sound.",
		),
		term(
			"silence", titles["silence"],
			"How much of the time nobody spoke.",
			"Reading, writing and exercises are silent too; stretches that are no conversation can be left out.",
		),
		term(
			"first_and_last", titles["first_and_last"],
			"Who took the first and the last turn, and who went on when two started within "+strconv.FormatInt(rules.SimStart.Milliseconds(), 10)+" ms of each other.",
			"Small differences of the microphones’ clocks change who was first.",
		),
		term(
			"balance", titles["balance"],
			"How evenly three people and more share the talk.",
			"It says nothing of who should talk how much.",
		),
		term(
			"unknown", "Unknown",
			"What a microphone could not hear is hatched. It is never drawn or counted as silence.",
			"Over 20 % of unknown time withholds the leans.",
		),
		term(
			"mark", "Mark",
			"A moment that somebody marked during the session.",
			"It changes no figure.",
		),
	}
}
