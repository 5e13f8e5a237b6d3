package export

import (
	"encoding/json"
	"fmt"
	"io"
)

// Table is what the table view of the dashboard shows: the facts so far, for people who read instead of looking.
type Table struct {
	People []TablePerson `json:"people"`
	Rows   []Row         `json:"rows"`
}

// TablePerson is somebody with a channel, as shown.
type TablePerson struct {
	Channel int    `json:"channel"`
	Name    string `json:"name"`
}

// Write writes t as JSON.
func (t *Table) Write(w io.Writer) error {
	if err := json.NewEncoder(w).Encode(t); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
