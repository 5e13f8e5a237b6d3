package session_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/session"
)

func TestARoleBeforeANameGivesBoth(t *testing.T) {
	for id, want := range map[string]session.Participant{
		"coach:Maya":        {ID: "Maya", Name: "Maya", Role: deference.Coach},
		"Client: élodie B.": {ID: "élodie B.", Name: "Élodie B.", Role: deference.Client},
		"mentor:Kim":        {ID: "Kim", Name: "Kim", Role: deference.Observer},
		"person:coach":      {ID: "coach", Name: "Coach", Role: deference.Somebody},
		"coach:a:b":         {ID: "a:b", Name: "A:b", Role: deference.Coach},
		"K:Spch":            {ID: "K:Spch", Name: "K:Spch", Role: deference.Somebody}, // a tier of a file
		"coach:":            {ID: "coach:", Name: "Coach:", Role: deference.Somebody},
	} {
		want.Measured = true
		if got := session.NewParticipant(id); got != want {
			t.Errorf("NewParticipant(%q) = %+v, want %+v", id, got, want)
		}
	}
}

func TestANameIsRefusedWhoseRoleThereIsNot(t *testing.T) {
	for id, want := range map[string]string{
		"coach": "", "Maya": "", "coach:Maya": "", "observer2:Kim": "",
		"boss:Maya": `no role "boss"`, ":Maya": `no role ""`, "coach:": "names nobody", "client: ": "names nobody",
	} {
		err := session.CheckName(id)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("CheckName(%q): %v, want %q", id, err, want)
		}
	}
}

func TestTheNameOfAChannelGivesNameAndRole(t *testing.T) {
	for id, want := range map[string]session.Participant{
		"coach":     {Name: "Coach", Role: deference.Coach},
		"Client":    {Name: "Client", Role: deference.Client},
		"observer2": {Name: "Observer2", Role: deference.Observer},
		"mentor":    {Name: "Mentor", Role: deference.Observer},
		"ch0":       {Name: "Channel 1", Role: deference.Somebody},
		"ch":        {Name: "Ch", Role: deference.Somebody},
		"maya":      {Name: "Maya", Role: deference.Somebody},
		"élodie":    {Name: "Élodie", Role: deference.Somebody},
		"":          {Name: "", Role: deference.Somebody},
	} {
		want.ID, want.Measured = id, true
		if got := session.NewParticipant(id); got != want {
			t.Errorf("NewParticipant(%q) = %+v, want %+v", id, got, want)
		}
	}
}
