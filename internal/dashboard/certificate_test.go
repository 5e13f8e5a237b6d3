package dashboard_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestTLSOpensOtherAddressesUnderTheNamesOfTheCertificate(t *testing.T) {
	cert, key, pool := certificate(t, []string{"*.wild.example", "evenkeel.example"})
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

func TestTheLinkUsesANameThatTheCertificateIsValidFor(t *testing.T) {
	for _, tt := range []struct {
		name  string
		names []string
		ips   []net.IP
		want  string
	}{
		{"the address", nil, []net.IP{net.IPv4(127, 0, 0, 1)}, "127.0.0.1"},
		{"a name of this machine", []string{"localhost"}, nil, "localhost"},
		{"a name behind a wildcard", []string{"*.example", "room.example"}, nil, "room.example"},
		{"another address", []string{"*.example"}, []net.IP{net.IPv4(192, 0, 2, 7)}, "192.0.2.7"},
		{"only a wildcard: the address after all", []string{"*.example"}, nil, "127.0.0.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cert, key, _ := certificate(t, tt.names, tt.ips...)
			r := start(t, dist, func(o *dashboard.Options) { o.CertFile, o.KeyFile = cert, key })
			if got, want := r.Link("x"), "https://"+tt.want+":"+r.port()+"/?token=x"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestACertificateWithoutANameIsRefused(t *testing.T) {
	opts := dashboard.DefaultOptions()
	opts.Token = token
	opts.CertFile, opts.KeyFile, _ = certificate(t, nil)
	_, err := dashboard.NewServer(t.Context(), opts, dist, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "names no host") {
		t.Errorf("got %v", err)
	}
}

// certificate makes a certificate that is its own authority.
func certificate(t *testing.T, names []string, ips ...net.IP) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		DNSNames:     names,
		IPAddresses:  ips,
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
