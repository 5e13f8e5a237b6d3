package deference

// Role is what somebody is in the session.
type Role string

// The roles. Exactly one Coach and one Client are compared with each other, whoever else is there.
const (
	Coach    Role = "coach"
	Client   Role = "client"
	Observer Role = "observer"
	Somebody Role = "person"
)

// Person is somebody with a channel.
type Person struct {
	Channel  int    `json:"channel"`
	Name     string `json:"name"` // as shown: "Coach", "Maya"
	Role     Role   `json:"role"`
	Measured bool   `json:"measured"` // false: takes part without being measured
}
