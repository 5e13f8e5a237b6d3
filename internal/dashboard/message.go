package dashboard

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

// message is one websocket message, encoded once for all the browsers that it goes to.
type message struct {
	kind     string
	seq      int64 // of a delta or a snapshot
	size     int   // of the payload, bytes
	made     time.Time
	prepared *websocket.PreparedMessage
}

func newMessage(kind string, seq int64, v any) (*message, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", kind, err)
	}
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, data)
	if err != nil {
		return nil, fmt.Errorf("frame %s: %w", kind, err)
	}
	return &message{kind: kind, seq: seq, size: len(data), made: time.Now(), prepared: prepared}, nil
}
