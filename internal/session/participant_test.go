package session_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/session"
)

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
