package main

import (
	"cmp"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/export"
)

// check says which value is not allowed, by its full key, and what is.
func (c *Config) check() error {
	checks := []error{
		checkKeep(c.Keep),
		c.Audio.check(),
		oneOf("session.place", c.Session.Place, "", "room", "remote"),
		oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error"),
		oneOf("log.format", c.Log.Format, "text", "json"),
		within("session.planned", c.Session.Planned, 0, 24*time.Hour),
		within("agreement.lapse", c.Agreement.Lapse, time.Second, 30*time.Second),
		oneOf("agreement.seen_by", c.Agreement.SeenBy, "none", "coach", "everybody"),
		within("agreement.floor_limit", c.Agreement.FloorLimit, 0, time.Hour),
		within("agreement.silences_in_row", c.Agreement.SilencesInRow, 0, 20),
		within("agreement.taken_in_5min", c.Agreement.TakenIn5Min, 0, 50),
		within("replay.speed", c.Replay.Speed, 0.1, 100),
		allOf("session.formats", c.Session.Formats, export.Formats()...),
		c.Rules.check(),
		c.checkListen(),
	}
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	if (c.TLS.Cert == "") != (c.TLS.Key == "") {
		return fmt.Errorf("config: tls.cert and tls.key go together; only one is set")
	}
	if _, err := c.Agreement.band(); err != nil {
		return err
	}
	rules := c.turnOptions()
	if err := rules.Check(); err != nil {
		return fmt.Errorf("config: rules.%w", err)
	}
	return nil
}

func (c *Config) checkListen() error {
	if _, port, err := net.SplitHostPort(c.Listen); err == nil {
		if n, err := strconv.Atoi(port); err == nil && n >= 0 && n <= 65535 {
			return nil
		}
	}
	return fmt.Errorf("config: listen is %q; write host:port, such as 127.0.0.1:8737, with port 0 for any that is free", c.Listen)
}

func (r RulesConfig) check() error {
	for key, d := range r {
		if err := within("rules."+key, d, 0, 30*time.Second); err != nil {
			return err
		}
	}
	return nil
}

var bandPattern = regexp.MustCompile(`^(\d{1,3})\s*[-–]\s*(\d{1,3})\s*%?$`)

// band is the agreed talk share of the coach in percent, or nil.
func (a *AgreementConfig) band() (*[2]int, error) {
	if strings.TrimSpace(a.Band) == "" {
		return nil, nil
	}
	m := bandPattern.FindStringSubmatch(strings.TrimSpace(a.Band))
	if m == nil {
		return nil, fmt.Errorf("config: agreement.band is %q; write it as 25-40, in percent", a.Band)
	}
	low, _ := strconv.Atoi(m[1]) // the pattern lets digits pass only
	high, _ := strconv.Atoi(m[2])
	if low >= high || high > 100 {
		return nil, fmt.Errorf("config: agreement.band is %q; the first figure must be below the second, both 0 to 100", a.Band)
	}
	return &[2]int{low, high}, nil
}

func oneOf(key, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	named := slices.Clone(allowed)
	for i := range named {
		named[i] = cmp.Or(named[i], `""`)
	}
	return fmt.Errorf("config: %s is %q; allowed: %s", key, value, strings.Join(named, ", "))
}

func allOf(key string, values []string, allowed ...string) error {
	for _, value := range values {
		if err := oneOf(key, value, allowed...); err != nil {
			return err
		}
	}
	return nil
}

func within[T int | float64 | time.Duration](key string, value, low, high T) error {
	if d, ok := any(value).(time.Duration); ok && d != 0 && d < time.Millisecond && d > -time.Millisecond {
		return fmt.Errorf("config: %s has no unit; write 300ms, 3s or 45m", key) // a bare number is nanoseconds
	}
	if value >= low && value <= high {
		return nil
	}
	return fmt.Errorf("config: %s is %v; allowed: %v to %v", key, value, low, high)
}

// checkKeys says which key of a file is not a key of the config, and which there are beside it.
func checkKeys(keys, known []string) error {
	for _, key := range keys {
		if slices.Contains(known, key) {
			continue
		}
		return fmt.Errorf("unknown key %s; there are: %s", key, strings.Join(siblings(key, known), ", "))
	}
	return nil
}

// siblings are the known keys of the deepest section that key could be in.
func siblings(key string, known []string) []string {
	for section := key; ; {
		dot := strings.LastIndex(section, ".")
		if dot < 0 {
			return known
		}
		section = section[:dot]
		var in []string
		for _, k := range known {
			if strings.HasPrefix(k, section+".") {
				in = append(in, k)
			}
		}
		if len(in) > 0 {
			return in
		}
	}
}
