package dashboard

import (
	"fmt"

	"github.com/gorilla/websocket"
)

// hangup is the end of a websocket that the browser is told the reason of.
type hangup struct {
	code   int    // of RFC 6455, or of ours from 4000 on
	reason string // at most 123 bytes
}

// Close codes of ours; the last two digits are those of the HTTP status with that meaning.
const (
	closeUnauthorised = 4401
	closeNoSession    = 4404
)

// The ends that the server brings about.
var (
	errUnauthorised = hangup{closeUnauthorised, "open the link that the program printed when it started"}
	errNoSession    = hangup{closeNoSession, "this session has made way for another"}
	errGoingAway    = hangup{websocket.CloseGoingAway, "the program is stopping"}
	errFull         = hangup{websocket.CloseTryAgainLater, "too many browsers are connected"}
	errNotText      = hangup{websocket.CloseUnsupportedData, "messages are JSON text"}
	errNotUTF8      = hangup{websocket.CloseInvalidFramePayloadData, "text must be UTF-8"}
	errNoSnapshot   = hangup{websocket.CloseInternalServerErr, "the session's state cannot be sent"}
)

func (h hangup) Error() string { return fmt.Sprintf("%s (close code %d)", h.reason, h.code) }
