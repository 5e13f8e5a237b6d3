//go:build (!amd64 && !arm64) || purego

package silero

// methods are the ways to compute the network on this machine.
func methods() []method { return []method{portable} }
