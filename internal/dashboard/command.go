package dashboard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/view"
)

// maxCommandID is how many characters the ID of a command may have.
const maxCommandID = 40

// Why a well-formed command is not done. All of it is for a person to read.
var (
	errTooManyCommands = errors.New("too many changes at once; wait a moment and try again")
	errStaleCommand    = errors.New("another session has begun in the meantime; look at the screen and try again")
	errNoAnswer        = errors.New("the session did not answer in time; try again")
)

// needs is what a command must come with.
type needs struct{ channel, value bool }

// commands are the commands that view.Command names, each with what it needs. What a value holds is the session's to
// judge.
var commands = map[string]needs{
	"assign":     {channel: true, value: true},
	"person":     {channel: true, value: true},
	"add":        {},
	"remove":     {channel: true},
	"swap":       {},
	"agreement":  {value: true},
	"agree":      {channel: true, value: true},
	"keep_audio": {channel: true, value: true},
	"start":      {},
	"pause":      {},
	"resume":     {},
	"end":        {},
	"renew":      {},
	"mark":       {},
	"unmark":     {value: true},
	"dismiss":    {value: true},
	"mute":       {value: true},
}

// parseCommand reads one command. When that fails, what it returns has at least the ID, if that could be read.
func parseCommand(data []byte) (view.Command, error) {
	var c view.Command
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&c)
	if err == nil {
		if _, rest := d.Token(); !errors.Is(rest, io.EOF) {
			err = errors.New("more follows the command")
		}
	}
	if err == nil {
		err = checkCommand(c)
	}
	if err != nil {
		return view.Command{ID: readID(data)}, fmt.Errorf("the page sent what this program does not understand (%w); reload the page", err)
	}
	return c, nil
}

func checkCommand(c view.Command) error {
	need, known := commands[c.Name]
	_, object := c.Value.(map[string]any)
	switch {
	case c.Type != "command":
		return fmt.Errorf("type %.20q", c.Type)
	case c.ID == "" || utf8.RuneCountInString(c.ID) > maxCommandID:
		return fmt.Errorf("an ID has 1 to %d characters", maxCommandID)
	case !known:
		return fmt.Errorf("command %.20q", c.Name)
	case need.channel && c.Channel == nil:
		return fmt.Errorf("%s needs a channel", c.Name)
	case c.Channel != nil && *c.Channel < 0:
		return fmt.Errorf("channel %d", *c.Channel)
	case need.value && c.Value == nil:
		return fmt.Errorf("%s needs a value", c.Name)
	case c.Value != nil && !object:
		return fmt.Errorf("the value of %s is not an object", c.Name)
	}
	return nil
}

// readID is the ID of a command of which the rest may be anything; "" when it has none that could be replied to.
func readID(data []byte) string {
	var c struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(data, &c) != nil || utf8.RuneCountInString(c.ID) > maxCommandID {
		return ""
	}
	return c.ID
}
