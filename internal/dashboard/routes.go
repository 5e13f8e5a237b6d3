package dashboard

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// routes is everything that the server answers. Each request passes, in this order, the headers that all responses
// carry, the host, the origin where that matters, and the token.
func (s *Server) routes(dist assets, reg prometheus.Gatherer, openMetrics bool) http.Handler {
	files := api{hub: s.hub, records: s.records, logger: s.logger}
	figures := promhttp.HandlerFor(reg, promhttp.HandlerOpts{MaxRequestsInFlight: 2})
	if !openMetrics {
		figures = s.guard(figures, refuseRequest)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.ownPages(figures))
	kept := func(f http.HandlerFunc) http.Handler { return s.ownPages(s.guard(f, refuseRequest)) }
	mux.Handle("GET /api/sessions", kept(s.records.list))
	mux.Handle("PATCH /api/sessions/{id}", kept(s.records.change))
	mux.Handle("DELETE /api/sessions/{id}", kept(s.records.erase))
	mux.Handle("DELETE /api/sessions/{id}/channels/{channel}", kept(s.records.eraseChannel))
	mux.Handle("GET /api/sessions/{id}/review", kept(s.records.review))
	mux.Handle("POST /api/sessions/{id}/entries", kept(s.records.add))
	mux.Handle("GET /api/sessions/{id}/audio/{channel}", kept(s.records.audio))
	mux.Handle("DELETE /api/sessions/{id}/audio", kept(s.records.eraseAudio))
	mux.Handle("GET /api/compare", kept(s.records.compare))
	mux.Handle("GET /api/trends", kept(s.records.trends))
	mux.Handle("GET /api/goals", kept(s.records.goals))
	mux.Handle("POST /api/goals", kept(s.records.setGoal))
	mux.Handle("DELETE /api/goals/{id}", kept(s.records.removeGoal))
	mux.Handle("GET /sessions", s.page(dist))
	mux.Handle("GET /sessions/{id}", s.page(dist))
	mux.Handle("GET /api/sessions/{id}/facts", s.ownPages(s.guard(http.HandlerFunc(files.facts), refuseRequest)))
	mux.Handle("GET /api/sessions/{id}/export/{name}", s.ownPages(s.guard(http.HandlerFunc(files.export), refuseRequest)))
	mux.Handle("GET /ws/sessions/{id}", s.ownPages(s.guard(s.hub, s.refuseSocket)))
	mux.Handle("GET /{$}", s.entrance(s.guard(dist, refusePage)))
	mux.Handle("GET /", s.guard(dist, refusePage))
	return secured(s.ownHosts(mux))
}

// page sends the dashboard's page, which looks at its own address.
func (s *Server) page(dist assets) http.Handler {
	return s.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = "/"
		dist.ServeHTTP(w, r)
	}), refusePage)
}

// ownHosts turns away what was sent to a name that is not ours: a page elsewhere that had its own name point here.
func (s *Server) ownHosts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.origins.host(r):
			s.reject(w, "host", http.StatusMisdirectedRequest, "open the dashboard at the address that the program printed")
		case r.Method != http.MethodGet && r.Method != http.MethodHead && !s.origins.same(r):
			s.rejectOrigin(w)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// ownPages turns away what a page of somebody else asks for.
func (s *Server) ownPages(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.origins.same(r) {
			s.rejectOrigin(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guard turns away what does not carry the token, in the manner of refuse.
func (s *Server) guard(next http.Handler, refuse http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.access.allows(r) {
			next.ServeHTTP(w, r)
			return
		}
		s.refuse(w, r, refuse)
	})
}

// entrance takes the token from the link that the program printed into a cookie, and out of the address.
func (s *Server) entrance(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := r.URL.Query().Get("token")
		switch {
		case token == "":
			next.ServeHTTP(w, r)
		case s.access.accepts(token):
			s.access.admit(w, token)
			http.Redirect(w, r, "/", http.StatusSeeOther)
		case s.access.allows(r): // an old link, but the browser has the new token
			http.Redirect(w, r, "/", http.StatusSeeOther)
		default:
			s.refuse(w, r, refusePage)
		}
	})
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, refuse http.HandlerFunc) {
	if s.access.tried(r) && s.access.throttled() {
		w.Header().Set("Retry-After", "1")
		s.reject(w, "throttled", http.StatusTooManyRequests, "too many wrong tokens; "+errUnauthorised.reason)
		return
	}
	s.metrics.rejected.WithLabelValues("token").Inc()
	refuse(w, r)
}

func (s *Server) rejectOrigin(w http.ResponseWriter) {
	s.reject(w, "origin", http.StatusForbidden, "only the dashboard's own page may ask for this")
}

func (s *Server) reject(w http.ResponseWriter, reason string, status int, text string) {
	s.metrics.rejected.WithLabelValues(reason).Inc()
	writeError(w, status, text)
}

// refuseRequest asks a program for the token.
func refuseRequest(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="evenkeel"`)
	writeError(w, http.StatusUnauthorized, errUnauthorised.reason)
}

// refuseSocket asks a page to have the link opened again.
func (s *Server) refuseSocket(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "" {
		refuseRequest(w, r)
		return
	}
	s.hub.turnAway(w, r, errUnauthorised)
}

// refusePage asks a person for the link. Browsers withhold the cookie from the first request after a click on another
// site's page, as on a link in a chat; to those the page loads itself once more, then as its own page.
func refusePage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="evenkeel"`)
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		servePage(w, http.StatusUnauthorized, "entering")
	default:
		servePage(w, http.StatusUnauthorized, "locked")
	}
}

// alive says that the process answers.
func alive(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "alive") }

// ready says whether there is a session that listens. What it waits for stays unsaid, as everybody may ask.
func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	if f := s.hub.current(); f == nil || f.session.Ready() != nil {
		writeText(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	writeText(w, http.StatusOK, "ready")
}
