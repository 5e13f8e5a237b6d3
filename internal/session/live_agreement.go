package session

import (
	"errors"
	"fmt"
	"strings"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/view"
)

// doAgreement changes what is agreed, at any time before the end. Everybody's yes is taken back: nobody is bound to what
// they have not seen.
func (l *Live) doAgreement(c view.Command) error {
	next := l.agreement
	next.Band = nil
	if err := read(c, &next); err != nil {
		return err
	}
	next.Audio = nil // each says that for themselves
	if err := checkAgreement(next); err != nil {
		return err
	}
	if l.phase == ended {
		return errNotLive
	}
	if l.phase != setup {
		if err := l.agreeAnew(next); err != nil {
			return err
		}
	}
	l.agreement = next
	clear(l.agreedBy)
	l.agreementChanged()
	return nil
}

// agreementChanged records what is agreed now.
func (l *Live) agreementChanged() {
	a := l.agreementView()
	l.event(record.Event{Agreement: &a})
}

// agreeAnew lets a changed agreement count in a running session: the facts are found anew when they depend on it.
func (l *Live) agreeAnew(next view.Agreement) error {
	if next.LapseMS == l.agreement.LapseMS {
		l.analysis.Agree(l.now, agreed(next))
		return nil
	}
	was := l.agreement.LapseMS
	l.agreement.LapseMS = next.LapseMS
	again, err := l.analysis.Again(l.rules())
	if err != nil {
		l.agreement.LapseMS = was
		return err
	}
	again.Agree(l.now, agreed(next))
	again.meter.Mute(l.muted)
	l.analysis = again
	l.floor.SetLapse(l.rules().Lapse)
	l.redraw()
	return nil
}

// redraw draws what the analysis says of the stretch on the strip, in place of what was drawn.
func (l *Live) redraw() {
	l.strip.Forget()
	for _, r := range l.analysis.Readings() {
		l.strip.Reading(r)
	}
	l.strip.Advance(l.now)
	l.balance = view.IndicatorsOf(l.analysis.Result())
}

// checkAgreement says what cannot be agreed on.
func checkAgreement(a view.Agreement) error {
	within := func(what string, value, unit, low, high int64) error {
		if value < low*unit || value > high*unit {
			return fmt.Errorf("%s: from %d to %d", what, low, high)
		}
		return nil
	}
	const second, minute, hour = 1000, 60 * 1000, 60 * 60 * 1000 // ms
	if b := a.Band; b != nil && (b[0] < 0 || b[1] > 100 || b[0] >= b[1]) {
		return errors.New("the band goes from a lower to a higher share, 0 to 100 %")
	}
	switch a.SeenBy {
	case "none", "coach", "everybody":
	default:
		return errors.New("the live view is seen by nobody, the coach or everybody")
	}
	return errors.Join(
		within("seconds from which a silence counts", a.LapseMS, second, 1, 30),
		within("minutes of holding the floor", a.FloorLimitMS, minute, 0, 60),
		within("silences in a row", int64(a.SilencesInRow), 1, 0, 20),
		within("floors taken in 5 minutes", int64(a.TakenIn5Min), 1, 0, 50),
		within("hours of the session", a.PlannedMS, hour, 0, 24),
	)
}

func (l *Live) doAgree(c view.Command) error {
	var v struct {
		Agreed bool `json:"agreed"`
	}
	if err := read(c, &v); err != nil {
		return err
	}
	seat := l.seatOf(c)
	if seat < 0 {
		return errNobodyThere
	}
	l.agreedBy[seat] = v.Agreed
	if l.phase == setup {
		return nil
	}
	l.agreementChanged()
	l.refusing[seat] = !v.Agreed
	if !v.Agreed && l.phase == live { // nobody is measured against their will
		return l.doPause(c)
	}
	return nil
}

// refused says who does not agree any more since the start; "" for nobody.
func (l *Live) refused() string {
	var names []string
	for i, no := range l.refusing {
		if no {
			names = append(names, l.seats[i].Name)
		}
	}
	return strings.Join(names, ", ")
}

// seatOf is the seat that a command is about; -1 for none.
func (l *Live) seatOf(c view.Command) int {
	if c.Channel != nil {
		for seat, p := range l.people {
			if p.Channel == *c.Channel {
				return seat
			}
		}
	}
	return -1
}
