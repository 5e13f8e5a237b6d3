package dashboard

import (
	"errors"
	"fmt"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
)

// minToken is the shortest token accepted, in characters: 128 bits in base64url. NewToken makes longer ones.
const minToken = 22

// Options are the settings of a Server.
type Options struct {
	// Address is host:port to listen on. A host other than a loopback address needs CertFile and KeyFile. Port 0 is any
	// free port.
	Address string

	// SearchPorts is how many ports after that of Address are tried when it is taken; 0: none.
	SearchPorts int

	// CertFile and KeyFile are PEM files of a TLS certificate chain and its key; both empty: plain HTTP.
	CertFile, KeyFile string

	// Token opens the dashboard: at least 22 letters, digits, "-" or "_". The Server keeps only its hash.
	Token string

	// Version is the program's, as browsers are told it.
	Version string

	// OpenMetrics serves /metrics without the token, for a collector that cannot follow a token that is new each start.
	// Off by default: the counts of a session let others guess who is talking when.
	OpenMetrics bool

	// Archive is the sessions that are kept; nil: none are.
	Archive *archive.Archive

	// Play makes sound of what is kept of it; nil: no audio is played.
	Play Play

	// MaxClients is how many browsers may be connected at once.
	MaxClients int

	// ShutdownLimit is how long a stopping server waits for browsers to leave, and then for requests to be answered.
	ShutdownLimit time.Duration
}

// DefaultOptions are the settings that fit most people; only Token is missing.
func DefaultOptions() Options {
	return Options{
		Address:       "127.0.0.1:8737",
		SearchPorts:   20,
		Version:       "dev",
		MaxClients:    5000, // the viewers that two cores serve within the budget
		ShutdownLimit: 3 * time.Second,
	}
}

func (o Options) check() error {
	switch {
	case !wellFormedToken(o.Token):
		return fmt.Errorf("the dashboard's token needs at least %d letters, digits, - or _", minToken)
	case (o.CertFile == "") != (o.KeyFile == ""):
		return errors.New("TLS needs both a certificate file and a key file")
	case o.SearchPorts < 0:
		return fmt.Errorf("cannot try %d more ports", o.SearchPorts)
	case o.MaxClients < 1:
		return fmt.Errorf("a dashboard for %d browsers is none", o.MaxClients)
	case o.ShutdownLimit <= 0:
		return fmt.Errorf("cannot stop within %v", o.ShutdownLimit)
	}
	return nil
}

func (o Options) tls() bool { return o.CertFile != "" }

func wellFormedToken(token string) bool {
	for _, r := range token {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if digit := '0' <= r && r <= '9'; !letter && !digit && r != '-' && r != '_' {
			return false
		}
	}
	return len(token) >= minToken
}
