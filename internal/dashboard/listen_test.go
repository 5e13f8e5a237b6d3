package dashboard_test

import (
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/dashboard"
)

// occupy takes n ports in a row and returns the first.
func occupy(t *testing.T, n int) int {
	t.Helper()
	for port := 20000; port < 30000; port += n {
		var taken []net.Listener
		for p := port; p < port+n; p++ {
			ln, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(p))
			if err != nil {
				break
			}
			taken = append(taken, ln)
			t.Cleanup(func() { _ = ln.Close() })
		}
		if len(taken) == n {
			return port
		}
	}
	t.Fatal("no ports are free")
	return 0
}

func TestATakenPortLeadsToTheNextThatIsFree(t *testing.T) {
	port := occupy(t, 3)
	opts := dashboard.DefaultOptions()
	opts.Address, opts.Token = "127.0.0.1:"+strconv.Itoa(port), token
	s, err := dashboard.NewServer(t.Context(), opts, dist, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	_, got, _ := net.SplitHostPort(s.Addr().String())
	if n, _ := strconv.Atoi(got); n <= port+2 || n > port+20 {
		t.Errorf("listens on port %s, want one from %d to %d", got, port+3, port+20)
	}
}

func TestLocalhostIsTheLoopbackAddress(t *testing.T) {
	r := start(t, dist, func(o *dashboard.Options) { o.Address = "localhost:0" })
	if got := r.Addr().String(); !strings.HasPrefix(got, "127.0.0.1:") {
		t.Errorf("listens on %s", got)
	}
}

func TestATakenPortThatWasChosenIsAnErrorWithAWayOut(t *testing.T) {
	port := strconv.Itoa(occupy(t, 2))
	for search, want := range map[int]string{0: "choose another port, or 0", 1: "or up to port"} {
		opts := dashboard.DefaultOptions()
		opts.Address, opts.SearchPorts, opts.Token = "127.0.0.1:"+port, search, token
		_, err := dashboard.NewServer(t.Context(), opts, dist, nil, nil)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), port) {
			t.Errorf("searching %d more: got %v, want it to say %q", search, err, want)
		}
	}
}
