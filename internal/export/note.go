package export

import "strings"

// Note is what somebody wrote to a moment or a stretch after the session.
type Note struct {
	AtS    float64  `json:"at_s"`
	EndS   float64  `json:"end_s"` // AtS for a moment
	By     string   `json:"by"`    // role: "coach", "client", "observer", "mentor"
	Text   string   `json:"text"`
	Tags   []string `json:"tags"`
	Shared bool     `json:"shared"` // false: only for whoever wrote it
}

// label is the note in one piece: who wrote it, what, and its tags.
func (n *Note) label() string {
	label := capital(n.By) + ": " + n.Text
	if len(n.Tags) > 0 {
		label += " [" + strings.Join(n.Tags, ", ") + "]"
	}
	return label
}
