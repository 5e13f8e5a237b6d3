package dashboard_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

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

func TestTLSOpensOtherAddressesUnderTheNamesOfTheCertificate(t *testing.T) {
	cert, key, pool := certificate(t, "evenkeel.example")
	r := start(t, dist, func(o *dashboard.Options) { o.Address, o.CertFile, o.KeyFile = "0.0.0.0:0", cert, key })
	if link, want := r.Link(token), "https://evenkeel.example:"+r.port()+"/?token="+token; link != want {
		t.Errorf("link %s, want %s", link, want)
	}
	config := &tls.Config{RootCAs: pool, ServerName: "evenkeel.example", MinVersion: tls.VersionTLS13}
	transport := &http.Transport{TLSClientConfig: config.Clone(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: r.client.CheckRedirect}
	for host, want := range map[string]int{"evenkeel.example": 303, "localhost": 303, "evil.example": 421} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://127.0.0.1:"+r.port()+"/?token="+token, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host + ":" + r.port()
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		cookie := resp.Header.Get("Set-Cookie")
		if resp.StatusCode != want || want == 303 && !strings.HasPrefix(cookie, "__Host-evenkeel_") {
			t.Errorf("by the name %s: status %d, cookie %q; want %d", host, resp.StatusCode, cookie, want)
		}
		if want == 303 && !strings.Contains(cookie, "; Secure") {
			t.Errorf("cookie %q may travel in the open", cookie)
		}
	}
	checkSecureSocket(t, r, config)
}

// checkSecureSocket watches the session over TLS, from the page's origin.
func checkSecureSocket(t *testing.T, r *running, config *tls.Config) {
	t.Helper()
	d := websocket.Dialer{TLSClientConfig: config}
	header := http.Header{
		"Origin": {"https://127.0.0.1:" + r.port()},
		"Cookie": {"__Host-evenkeel_" + r.port() + "=" + token},
	}
	conn, _, err := handshakeWith(t, &d, "wss://127.0.0.1:"+r.port()+"/ws/sessions/current", header)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, data, err := conn.ReadMessage(); err != nil || decode(data).Type != "hello" {
		t.Errorf("got %s, %v", data, err)
	}
}

// certificate makes a certificate for name that is its own authority.
func certificate(t *testing.T, name string) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		DNSNames:     []string{"*.wild.example", name},
		IsCA:         true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool.AppendCertsFromPEM(chain)
	certFile, keyFile = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	if err = os.WriteFile(certFile, chain, 0o600); err != nil {
		t.Fatal(err)
	}
	if err = os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600); err != nil {
		t.Fatal(err)
	}
	return certFile, keyFile, pool
}
