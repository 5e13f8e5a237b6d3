package dashboard

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"golang.org/x/time/rate"
)

const (
	// failuresPerSecond is how many wrong tokens are answered as such, after a first failureBurst. A tab left open from
	// an earlier start comes back with its old token about once a second.
	failuresPerSecond = 2
	failureBurst      = 20
)

// NewToken returns a random token of at least 128 bits.
func NewToken() string { return rand.Text() }

// access knows the token, by its hash only. Whoever opens the link with the token gets it as a cookie that no script
// can read and no other site can have sent.
type access struct {
	hash     [sha256.Size]byte
	cookie   string // its name; cookies do not tell ports apart, names do
	secure   bool
	failures *rate.Limiter
}

func newAccess(token, port string, secure bool) *access {
	a := &access{
		hash:     sha256.Sum256([]byte(token)),
		cookie:   "evenkeel_" + port,
		secure:   secure,
		failures: rate.NewLimiter(failuresPerSecond, failureBurst),
	}
	if secure {
		a.cookie = "__Host-" + a.cookie
	}
	return a
}

// accepts compares in a time that says nothing of the token.
func (a *access) accepts(token string) bool {
	hash := sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(hash[:], a.hash[:]) == 1
}

// allows reports whether the request carries the token as a cookie or a bearer token. Another program on this machine
// can have set cookies of the same name; one that is right is enough.
func (a *access) allows(r *http.Request) bool {
	for _, c := range r.CookiesNamed(a.cookie) {
		if a.accepts(c.Value) {
			return true
		}
	}
	token, ok := bearer(r)
	return ok && a.accepts(token)
}

// tried reports whether the request carries anything in the place of the token.
func (a *access) tried(r *http.Request) bool {
	return len(r.CookiesNamed(a.cookie)) > 0 || r.Header.Get("Authorization") != "" || r.URL.Query().Has("token")
}

// throttled counts a request without the right token, and reports whether there have been too many of late. The right
// one is never kept waiting: 128 bits are not found by trying, while a limit on all would let anyone lock people out.
func (a *access) throttled() bool { return !a.failures.Allow() }

// admit sets the cookie. It lasts as long as the browser runs.
func (a *access) admit(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{
		Name: a.cookie, Value: token, Path: "/", HttpOnly: true, Secure: a.secure, SameSite: http.SameSiteStrictMode,
	})
}

func bearer(r *http.Request) (token string, ok bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return token, ok && strings.EqualFold(scheme, "Bearer")
}
