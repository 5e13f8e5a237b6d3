package deference

// claim is what an indicator rests on.
type claim struct {
	estimate  *estimate // of the share of the right of the pair; nil in group mode
	bead      bool      // there is enough to draw it
	direction bool      // there is enough to tell a direction
	evidence  string    // the counts
	before    string    // the counts while there is not enough to draw
	toBead    string    // from where it is drawn
	toTell    string    // from where a direction is told
}

// begin makes an indicator with an empty figure for each person, and withholds it if it must be.
func (e *evaluation) begin(id ID) Indicator {
	ind := Indicator{ID: id, State: Collecting, Status: "Collecting", Figures: make([]Figure, len(e.people))}
	for seat, p := range e.people {
		ind.Figures[seat].Channel = p.Channel
	}
	if r, text := e.withheld(id); r != "" {
		ind.State, ind.Reason, ind.Status, ind.Evidence = Withheld, r, "Withheld", text
	}
	return ind
}

// settle decides the state and the words of ind, unless it is withheld.
func (e *evaluation) settle(ind *Indicator, c claim) {
	l := e.memory.lean(ind.ID)
	switch {
	case ind.State == Withheld:
		l.reset(e.at)
	case !c.bead || e.mode == PairMode && c.estimate == nil:
		l.reset(e.at)
		ind.Evidence = join(c.before, c.toBead)
	case !c.direction:
		l.reset(e.at)
		e.draw(ind, c.estimate)
		ind.State, ind.Status, ind.Evidence = Tentative, "Tentative", join(c.evidence, c.toTell)
	case e.mode == GroupMode:
		ind.State, ind.Status, ind.Evidence = Shown, "", c.evidence
	default:
		e.draw(ind, c.estimate)
		ind.Direction, ind.Evidence = l.step(e.at, c.estimate, e.opts), c.evidence
		ind.State, ind.Status = e.told(ind.Direction)
	}
}

// told is the state of a direction, and its words.
func (e *evaluation) told(d Direction) (State, string) {
	switch d {
	case Left:
		return Shown, "Leans to " + e.people[e.left].Inside()
	case Right:
		return Shown, "Leans to " + e.people[e.right].Inside()
	case Even:
		return Shown, "Even"
	case Unclear:
		return Tentative, "No clear lean"
	default:
		return Tentative, "Tentative"
	}
}

// draw places the bead and its haze.
func (e *evaluation) draw(ind *Indicator, x *estimate) {
	if x == nil {
		return
	}
	ind.Position, ind.Interval = number(x.value), interval(x.low, x.high)
	ind.Probability = number(max(x.left, x.right))
}

// hasBead says whether ind is drawn, so that figures stand beside it.
func hasBead(ind *Indicator) bool { return ind.State == Tentative || ind.State == Shown }
