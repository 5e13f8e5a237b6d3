package capture

import "time"

// Behind is how long ago the last hop that was read ended; 0 before the first.
func (s *DeviceSource) Behind() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun() || s.grid.next == 0 {
		return 0
	}
	return (s.position(s.now()) - s.grid.next).Duration()
}
