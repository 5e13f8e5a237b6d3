package dashboard

import (
	"context"
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
	if host == "localhost" {
		host = "127.0.0.1" // whatever this machine's table of names says
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

// isLoopback says that host reaches this machine only. Name servers are not asked.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
