package session

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/capture"
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
	if why := l.notKept(); why != "" {
		return everybody("record", "Nothing is being kept: "+why)
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

// badSignal is the worst that is wrong with any channel.
func (l *Live) badSignal() (view.Signal, bool) {
	for _, f := range faults {
		var who []int // seats
		for i, p := range l.people {
			if p.Measured && f.of(&l.heard[p.Channel]) {
				who = append(who, i)
			}
		}
		if len(who) > 0 {
			return l.tell(f, who), true
		}
	}
	return view.Signal{}, false
}

// tell says that the channels of seats have a fault.
func (l *Live) tell(f fault, seats []int) view.Signal {
	s := view.Signal{Kind: f.kind, Channel: l.people[seats[0]].Channel}
	name := capital(l.seats[seats[0]].called())
	s.Text = name + "’s mic " + f.text
	if why := l.deviceReason(s.Channel); f.kind == "dropout" && why != "" {
		s.Text = fmt.Sprintf("%s’s mic: %s; that time is unknown", name, why)
	}
	if f.kind == "clock" || f.kind == "bleed" && len(seats) > 1 {
		s.Channel, s.Text = turns.Nobody, f.together
		if f.kind == "bleed" && l.measured() == 2 {
			s.Text = "Both mics hear both people; overlaps can’t be told apart"
		}
	}
	return s
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
	var files []view.Download
	for _, f := range l.opts.Files.Files() {
		files = append(files, view.Download{Name: f.Name, Path: "/api/sessions/" + l.ID() + "/export/" + f.Name, Note: f.Note})
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
