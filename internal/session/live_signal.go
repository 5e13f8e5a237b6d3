package session

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// signal is the capture state in one sentence, the worst first.
func (l *Live) signal() view.Signal {
	everybody := func(kind, text string) view.Signal { return view.Signal{Kind: kind, Channel: turns.Nobody, Text: text} }
	switch l.phase {
	case setup:
		return everybody("waiting", "Nothing is being recorded or measured yet")
	case paused:
		return everybody("paused", "Paused: nothing is measured")
	case ended:
		return everybody("ended", l.endText())
	}
	if s, bad := l.badSignal(); bad {
		return s
	}
	how := "Live"
	if l.opts.Microphones == nil {
		how = "Replay"
	}
	if l.opts.Source == FromActivity {
		return everybody("good", how+" · "+l.label()+" · activity without sound")
	}
	return everybody("good", how+" · "+l.label()+" · signal good")
}

// endText says how the session ended.
func (l *Live) endText() string {
	if l.failure != nil {
		return "Cut short: " + l.failure.Error()
	}
	return l.opts.Title + " has ended"
}

// ills are what can be wrong with a channel, the worst first.
var ills = []struct {
	heard vad.Heard
	kind  string
	text  string // %s: the name of who it is
}{
	{vad.HeardDead, "dead", "%s’s mic gives no signal at all, not even room noise"},
	{vad.HeardLost, "dropout", "%s’s mic is lost; that time is unknown"},
	{vad.HeardNoisy, "noisy", "%s’s mic hears much noise; speech is hard to tell"},
	{kind: "bleed"},
	{vad.HeardClipped, "clipping", "%s’s mic is too loud; it may hide overlaps"},
}

// badSignal is the worst that is wrong with any channel.
func (l *Live) badSignal() (view.Signal, bool) {
	for _, ill := range ills {
		if ill.kind == "bleed" {
			if s, bad := l.bleedSignal(); bad {
				return s, true
			}
			continue
		}
		for i, p := range l.people {
			if !p.Measured || l.heard[p.Channel].Heard != ill.heard {
				continue
			}
			text := fmt.Sprintf(ill.text, capital(l.seats[i].called()))
			if why := l.deviceReason(p.Channel); ill.heard == vad.HeardLost && why != "" {
				text = fmt.Sprintf("%s’s mic: %s; that time is unknown", capital(l.seats[i].called()), why)
			}
			return view.Signal{Kind: ill.kind, Channel: p.Channel, Text: text}, true
		}
	}
	return view.Signal{}, false
}

// bleedSignal says whose microphones hear others so that they cannot be told apart.
func (l *Live) bleedSignal() (view.Signal, bool) {
	var who []int
	for i, p := range l.people {
		if p.Measured && l.heard[p.Channel].Ambiguous >= deference.MaxBleed {
			who = append(who, i)
		}
	}
	switch {
	case len(who) == 0:
		return view.Signal{}, false
	case len(who) == 1:
		text := fmt.Sprintf("%s’s mic also hears others, and it can’t be told whose speech it is", capital(l.seats[who[0]].called()))
		return view.Signal{Kind: "bleed", Channel: l.people[who[0]].Channel, Text: text}, true
	case len(who) == 2 && l.measured() == 2:
		return view.Signal{Kind: "bleed", Channel: turns.Nobody, Text: "Both mics hear both people; overlaps can’t be told apart"}, true
	}
	return view.Signal{Kind: "bleed", Channel: turns.Nobody, Text: "The mics hear each other’s people; overlaps can’t be told apart"}, true
}

// deviceReason says why nothing comes from the device of a channel.
func (l *Live) deviceReason(channel int) string {
	if l.mics == nil {
		return ""
	}
	for _, s := range l.mics.States() {
		for _, k := range s.Channels {
			if k == channel && s.Status != capture.Working {
				return s.Reason
			}
		}
	}
	return ""
}

// problem says why the session cannot start, or what will be missing if it does.
func (l *Live) problem(obstacle string, meters []view.Meter) string {
	switch {
	case l.choice.looked && len(l.choice.inputs) == 0:
		return "No microphone was found. Plug one in; it appears here by itself."
	case obstacle != "":
		return obstacle
	}
	for i, m := range meters {
		if m.Heard == vad.HeardDead.String() && l.seats[i].Measured {
			who := l.seats[i].called()
			return fmt.Sprintf("%s’s mic gives no signal. If you start now, %s’s lane shows as unknown and the balance is withheld.",
				capital(who), who)
		}
	}
	return ""
}

// summarise is the end of the session in words.
func (l *Live) summarise() *view.Summary {
	files := make([]view.Download, len(sessionFiles))
	for i, f := range sessionFiles {
		files[i] = view.Download{Name: f.name, Path: "/api/sessions/" + l.ID() + "/export/" + f.name, Note: f.note}
	}
	return view.SummaryOf(l.analysis.Summary(), files)
}

// capital is s with its first letter in upper case.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
	}
	return s
}

// count is a number of things in words: "1 mic", "2 mics".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
