package dashboard

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
)

// listen opens the address that opts names, or the first free port after it.
func listen(ctx context.Context, opts Options) (net.Listener, error) {
	host, port, err := splitAddress(opts.Address)
	if err != nil {
		return nil, err
	}
	if !isLoopback(host) && !opts.tls() {
		return nil, fmt.Errorf("listen on %s: the session could be read by others on the network; "+
			"listen on 127.0.0.1, or give a TLS certificate and key", opts.Address)
	}
	var lc net.ListenConfig
	last := port
	if port > 0 {
		last = min(port+opts.SearchPorts, 65535)
	}
	var errs []error
	for p := port; p <= last; p++ {
		ln, err := lc.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return ln, nil
		}
		errs = append(errs, err)
	}
	return nil, busy(opts.Address, last, errs[0])
}

func busy(address string, last int, err error) error {
	if _, port, _ := splitAddress(address); last > port {
		return fmt.Errorf("listen on %s, or up to port %d: %w; choose another address", address, last, err)
	}
	return fmt.Errorf("listen on %s: %w; choose another port, or 0 for any that is free", address, err)
}

func splitAddress(address string) (host string, port int, err error) {
	host, name, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, fmt.Errorf("read address %q: %w; it looks like 127.0.0.1:8737", address, err)
	}
	port, err = strconv.Atoi(name)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("read address %q: the port is a number from 0 to 65535", address)
	}
	return host, port, nil
}

// isLoopback says that host reaches this machine only, whatever name servers say: they are asked for no name here.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// loadCertificate reads the certificate that opts names, or returns nil when it names none.
func loadCertificate(opts Options) (*tls.Certificate, error) {
	if !opts.tls() {
		return nil, nil //nolint:nilnil // no certificate is what was asked for
	}
	cert, err := tls.LoadX509KeyPair(opts.CertFile, opts.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("load TLS certificate %s with key %s: %w", opts.CertFile, opts.KeyFile, err)
	}
	if cert.Leaf == nil {
		return nil, errors.New("load TLS certificate: it is empty")
	}
	return &cert, nil
}

// leafNames are the hosts that a certificate speaks for, wildcards left out.
func leafNames(leaf *x509.Certificate) []string {
	var names []string
	for _, name := range leaf.DNSNames {
		if name != "" && name[0] != '*' {
			names = append(names, name)
		}
	}
	for _, ip := range leaf.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}
