package capture

import (
	"fmt"
	"strings"
)

// NamedFile is a recording and who speaks on its channels.
type NamedFile struct {
	Names []string // a channel each; none: the channels are called ch0, ch1, …
	Path  string
}

// ParseNamedFile reads a recording as it is given on the command line: "coach.wav", "coach=coach.wav", or for a file of
// several channels "coach,client=call.wav".
func ParseNamedFile(arg string) (NamedFile, error) {
	names, path, named := strings.Cut(arg, "=")
	if !named || strings.ContainsAny(names, `/\`) {
		return NamedFile{Path: arg}, nil
	}
	if path == "" {
		return NamedFile{}, fmt.Errorf("%q names no file: write it as coach=coach.wav", arg)
	}
	f := NamedFile{Path: path}
	for name := range strings.SplitSeq(names, ",") {
		if name = strings.TrimSpace(name); name == "" {
			return NamedFile{}, fmt.Errorf("%q has an empty name: write it as coach=coach.wav, or coach,client=call.wav", arg)
		}
		f.Names = append(f.Names, name)
	}
	return f, nil
}

// channelNames gives each channel of the session a name of its own: as named, else ch0, ch1, … by its place.
func channelNames(named []string) ([]string, error) {
	names, seen := make([]string, len(named)), map[string]bool{}
	for k, name := range named {
		if name == "" {
			name = fmt.Sprintf("ch%d", k)
		}
		if seen[name] {
			return nil, fmt.Errorf("two channels are called %q: give each a name of its own", name)
		}
		seen[name] = true
		names[k] = name
	}
	return names, nil
}
