package dashboard

import (
	"crypto/x509"
	"net"
	"net/http"
	"strings"
)

// origins decides from the headers that a page cannot forge whether a request comes from our own page.
type origins struct {
	leaf *x509.Certificate // nil: plain HTTP
}

// host reports whether the request was sent to a name that is ours. A page of somebody else whose name has been made to
// point at this machine sends its own name. Any port will do: it may have been forwarded.
func (o origins) host(r *http.Request) bool {
	name := hostname(r.Host)
	if isLoopback(strings.ToLower(name)) {
		return true
	}
	return o.leaf != nil && name != "" && o.leaf.VerifyHostname(name) == nil
}

// same reports whether the request comes from our own page, or from no page at all.
func (o origins) same(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return false
	}
	from := r.Header.Values("Origin")
	return len(from) == 0 || len(from) == 1 && strings.EqualFold(from[0], o.scheme()+"://"+r.Host)
}

func (o origins) scheme() string {
	if o.leaf != nil {
		return "https"
	}
	return "http"
}

// hostname is a Host header without its port and brackets.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}
