package dashboard_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/dashboard"
)

// handshake is what makes a request one for a websocket, short of its origin.
var handshake = []string{
	"Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==",
}

func TestOnlyWhoHasTheTokenIsServed(t *testing.T) {
	r := start(t, dist, nil)
	for _, route := range []struct {
		path    string
		without int // status without the token
		with    int
		extra   []string
	}{
		{"/", 401, 200, nil},
		{"/?token=", 401, 200, nil},
		{"/assets/index-b1a2.js", 401, 200, nil},
		{"/favicon.svg", 401, 200, nil},
		{"/nothing", 401, 404, nil},
		{"/api/nothing", 401, 404, nil},
		{"/api/sessions/current/facts", 401, 200, nil},
		{"/api/sessions/s1/facts", 401, 200, nil},
		{"/api/sessions/s0/facts", 401, 404, nil},
		{"/api/sessions/current/export/facts.csv", 401, 200, nil},
		{"/ws/sessions/current", 401, 101, handshake},
		{"/ws/sessions/s0", 401, 404, handshake},
		{"/metrics", 401, 200, nil},
		{"/healthz", 200, 200, nil},
		{"/readyz", 200, 200, nil},
	} {
		for _, who := range []struct {
			name    string
			headers []string
			want    int
		}{
			{"nobody", nil, route.without},
			{"wrong cookie", r.cookie(token + "x"), route.without},
			{"empty cookie", r.cookie(""), route.without},
			{"another port's cookie", []string{"Cookie", "evenkeel_1=" + token}, route.without},
			{"wrong bearer", []string{"Authorization", "Bearer x"}, route.without},
			{"basic", []string{"Authorization", "Basic " + token}, route.without},
			{"right cookie", r.cookie(token), route.with},
			{"right cookie after a wrong one", slices.Concat(r.cookie("x"), r.cookie(token)), route.with},
			{"right bearer", bearer, route.with},
		} {
			got := r.ask("GET", route.path, slices.Concat(route.extra, who.headers)...).status
			if got != who.want && (got != http.StatusTooManyRequests || who.want != 401) {
				t.Errorf("%s as %s: status %d, want %d", route.path, who.name, got, who.want)
			}
		}
	}
}

func TestTheLinkSetsACookieAndLeavesTheAddressBar(t *testing.T) {
	r := start(t, dist, nil)
	link := r.Link(token)
	if want := "http://127.0.0.1:" + r.port() + "/?token=" + token; link != want {
		t.Errorf("link %s, want %s", link, want)
	}
	got := r.ask("GET", "/?token="+token)
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/" {
		t.Errorf("status %d to %q, want 303 to /", got.status, got.header.Get("Location"))
	}
	want := "evenkeel_" + r.port() + "=" + token + "; Path=/; HttpOnly; SameSite=Strict"
	if cookie := got.header.Get("Set-Cookie"); cookie != want {
		t.Errorf("cookie %q, want %q", cookie, want)
	}
	if strings.Contains(got.body, token) {
		t.Error("the token is in the page")
	}
}

func TestAWrongLinkSetsNothingAndShowsWhatToDo(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/?token=wrong")
	if got.status != http.StatusUnauthorized || got.header.Get("Set-Cookie") != "" {
		t.Errorf("status %d, cookie %q", got.status, got.header.Get("Set-Cookie"))
	}
	if !strings.Contains(got.body, "Open the printed link") || strings.Contains(got.body, "<script") || strings.Contains(got.body, "style") {
		t.Errorf("page %s", got.body)
	}
}

func TestAnOldLinkDoesNotLockOutWhoIsIn(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/?token=of-yesterday", r.cookie(token)...)
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/" || got.header.Get("Set-Cookie") != "" {
		t.Errorf("status %d to %q", got.status, got.header.Get("Location"))
	}
}

// Browsers withhold strict cookies from the request that follows a click on another site's page.
func TestAClickOnAnotherSitesPageLeadsInBySelf(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/", "Sec-Fetch-Site", "cross-site")
	if got.status != http.StatusUnauthorized || !strings.Contains(got.body, `http-equiv="refresh"`) {
		t.Errorf("status %d, page %s", got.status, got.body)
	}
	if got = r.ask("GET", "/", "Sec-Fetch-Site", "same-origin"); strings.Contains(got.body, "refresh") {
		t.Error("the page would load itself for ever")
	}
}

func TestWrongTokensAreThrottledAndTheRightOneNever(t *testing.T) {
	r := start(t, dist, nil)
	var statuses []int
	for range 50 {
		statuses = append(statuses, r.ask("GET", "/?token=guess").status)
	}
	if statuses[0] != http.StatusUnauthorized || statuses[49] != http.StatusTooManyRequests {
		t.Errorf("statuses %v", statuses)
	}
	got := r.ask("GET", "/api/sessions/current/facts", r.cookie("guess")...)
	if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "1" {
		t.Errorf("status %d, retry after %q", got.status, got.header.Get("Retry-After"))
	}
	if got = r.ask("GET", "/api/sessions/current/facts", bearer...); got.status != http.StatusOK {
		t.Errorf("the right token was answered with %d", got.status)
	}
	if got = r.ask("GET", "/"); got.status != http.StatusUnauthorized {
		t.Errorf("who tried no token was answered with %d", got.status)
	}
	if n := figure(t, r.figures, "monitor_dashboard_rejected_total", "throttled"); n < 20 {
		t.Errorf("%v counted as throttled", n)
	}
}

func TestMetricsCanBeOpenedToACollectorWithoutTheToken(t *testing.T) {
	r := start(t, dist, func(o *dashboard.Options) { o.OpenMetrics = true })
	if got := r.ask("GET", "/metrics"); got.status != http.StatusOK {
		t.Errorf("status %d", got.status)
	}
	if got := r.ask("GET", "/metrics", "Host", "evil.example"); got.status != http.StatusMisdirectedRequest {
		t.Errorf("by another name: status %d", got.status)
	}
}

func TestTokensAreLongAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := dashboard.NewToken()
		if len(token) < 26 || seen[token] {
			t.Fatalf("token %q", token)
		}
		seen[token] = true
	}
}
