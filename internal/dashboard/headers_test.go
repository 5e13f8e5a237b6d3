package dashboard_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestEveryResponseCarriesTheSecurityHeaders(t *testing.T) {
	r := start(t, dist, nil)
	for _, tt := range []struct {
		name, method, path string
		headers            []string
	}{
		{"page", "GET", "/", bearer},
		{"locked page", "GET", "/", nil},
		{"link", "GET", "/?token=" + token, nil},
		{"asset", "GET", "/assets/index-b1a2.js", bearer},
		{"not found", "GET", "/nothing", bearer},
		{"facts", "GET", "/api/sessions/current/facts", bearer},
		{"file", "GET", "/api/sessions/current/export/facts.csv", bearer},
		{"failed file", "GET", "/api/sessions/current/export/session.json", bearer},
		{"unauthorised", "GET", "/api/sessions/current/facts", nil},
		{"other host", "GET", "/", []string{"Host", "evil.example"}},
		{"other origin", "GET", "/ws/sessions/current", []string{"Origin", "null"}},
		{"not a websocket", "GET", "/ws/sessions/current", bearer},
		{"wrong method", "POST", "/", bearer},
		{"cleaned path", "GET", "//x/../y", bearer},
		{"metrics", "GET", "/metrics", bearer},
		{"health", "GET", "/healthz", nil},
		{"readiness", "GET", "/readyz", nil},
	} {
		got := r.ask(tt.method, tt.path, tt.headers...)
		for name, want := range map[string]string{
			"Content-Security-Policy":      dashboard.Policy,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Frame-Options":              "DENY",
		} {
			if v := got.header.Values(name); !slices.Equal(v, []string{want}) {
				t.Errorf("%s: %s is %q", tt.name, name, v)
			}
		}
		if got.header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no permissions policy", tt.name)
		}
		if tt.name != "asset" && got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: cached as %q", tt.name, got.header.Get("Cache-Control"))
		}
	}
}

func TestThePolicyLetsNothingIn(t *testing.T) {
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(dashboard.Policy, want) {
			t.Errorf("%q is not in %q", want, dashboard.Policy)
		}
	}
	for _, never := range []string{"unsafe", "*", "http:", "https:"} {
		if strings.Contains(dashboard.Policy, never) {
			t.Errorf("%q is in %q", never, dashboard.Policy)
		}
	}
}
