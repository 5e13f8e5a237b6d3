package dashboard

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"strings"
)

// loadCertificate reads the certificate that opts names, or returns nil when it names none.
func loadCertificate(opts Options) (*tls.Certificate, error) {
	if !opts.tls() {
		return nil, nil //nolint:nilnil // no certificate is what was asked for
	}
	cert, err := tls.LoadX509KeyPair(opts.CertFile, opts.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("load TLS certificate %s with key %s: %w", opts.CertFile, opts.KeyFile, err)
	}
	if len(cert.Leaf.DNSNames)+len(cert.Leaf.IPAddresses) == 0 {
		return nil, fmt.Errorf("load TLS certificate %s: it names no host (subjectAltName)", opts.CertFile)
	}
	return &cert, nil
}

// nameOf is a name for address that the certificate is valid for; without one, address itself.
func nameOf(leaf *x509.Certificate, address string) string {
	if leaf == nil || leaf.VerifyHostname(address) == nil {
		return address
	}
	for _, name := range leaf.DNSNames {
		if !strings.HasPrefix(name, "*") {
			return name
		}
	}
	if len(leaf.IPAddresses) > 0 {
		return leaf.IPAddresses[0].String()
	}
	return address
}
