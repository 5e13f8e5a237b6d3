// Package capture is where the sound of a session comes from: recordings and devices, each as one audio.HopSource on the
// session's clock.
package capture
