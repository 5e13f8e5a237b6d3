package dashboard_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestOptionsThatCannotWorkAreRefusedWithTheReason(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*dashboard.Options)
		want   string
	}{
		{"no token", func(o *dashboard.Options) { o.Token = "" }, "token needs at least 22"},
		{"a short token", func(o *dashboard.Options) { o.Token = "abcdefghijklmnopqrstu" }, "token needs at least 22"},
		{"a token that an address changes", func(o *dashboard.Options) { o.Token = "abcdefghijklmnopqrst&x" }, "letters, digits"},
		{"a certificate without key", func(o *dashboard.Options) { o.CertFile = "a.pem" }, "both a certificate file and a key file"},
		{"a key without certificate", func(o *dashboard.Options) { o.KeyFile = "a.pem" }, "both a certificate file and a key file"},
		{"a certificate that is not there", func(o *dashboard.Options) { o.CertFile, o.KeyFile = "no.pem", "no.key" }, "load TLS certificate no.pem"},
		{"a search backwards", func(o *dashboard.Options) { o.SearchPorts = -1 }, "-1 more ports"},
		{"nobody", func(o *dashboard.Options) { o.MaxClients = 0 }, "for 0 browsers"},
		{"no time", func(o *dashboard.Options) { o.ShutdownLimit = 0 }, "stop within 0s"},
		{"no address", func(o *dashboard.Options) { o.Address = "" }, "127.0.0.1:8737"},
		{"no port", func(o *dashboard.Options) { o.Address = "127.0.0.1" }, "127.0.0.1:8737"},
		{"a port in words", func(o *dashboard.Options) { o.Address = "127.0.0.1:http" }, "number from 0 to 65535"},
		{"a port too high", func(o *dashboard.Options) { o.Address = "127.0.0.1:65536" }, "number from 0 to 65535"},
		{"every address", func(o *dashboard.Options) { o.Address = "0.0.0.0:0" }, "read by others on the network"},
		{"every address, unsaid", func(o *dashboard.Options) { o.Address = ":0" }, "read by others on the network"},
		{"every address of IPv6", func(o *dashboard.Options) { o.Address = "[::]:0" }, "read by others on the network"},
		{"a name", func(o *dashboard.Options) { o.Address = "host.example:0" }, "give a TLS certificate and key"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			opts := dashboard.DefaultOptions()
			opts.Token = token
			tt.change(&opts)
			s, err := dashboard.NewServer(t.Context(), opts, dist, nil, nil)
			if err == nil {
				_ = s.Close()
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %q, want it to say %q", err, tt.want)
			}
		})
	}
}

func TestTheDefaultsNeedOnlyAToken(t *testing.T) {
	opts := dashboard.DefaultOptions()
	opts.Token = dashboard.NewToken()
	s, err := dashboard.NewServer(t.Context(), opts, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if !strings.HasPrefix(s.Addr().String(), "127.0.0.1:87") {
		t.Errorf("listens on %s", s.Addr())
	}
}
