package session

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/view"
)

// maxOffered is how many channels of one input are offered.
const maxOffered = 8

// offer is a channel of an input that somebody can choose.
type offer struct {
	view.Device
	input string // ID of the input
}

// offered are the channels of inputs, microphones before loopbacks.
func offered(inputs []capture.Input) []offer {
	var offers []offer
	for _, in := range inputs {
		for ch := 1; ch <= min(in.Channels, maxOffered); ch++ {
			offers = append(offers, offer{
				Device: view.Device{ID: in.ID + ":" + strconv.Itoa(ch), Name: channelName(in, ch), Loopback: in.Loopback},
				input:  in.ID,
			})
		}
	}
	slices.SortStableFunc(offers, func(a, b offer) int {
		switch {
		case a.Loopback == b.Loopback:
			return 0
		case a.Loopback:
			return 1
		}
		return -1
	})
	return offers
}

// channelName is a channel of an input as people know it: "USB lavalier, left".
func channelName(in capture.Input, ch int) string {
	switch {
	case in.Channels == 1:
		return in.Name
	case in.Channels == 2 && ch == 1:
		return in.Name + ", left"
	case in.Channels == 2:
		return in.Name + ", right"
	}
	return fmt.Sprintf("%s, channel %d", in.Name, ch)
}

// findOffer is the offer that a device means, which may be named by a part of its name. The error says what there is.
func findOffer(inputs []capture.Input, offers []offer, device string) (offer, error) {
	for _, o := range offers {
		if o.ID == device {
			return o, nil
		}
	}
	spec, err := capture.ParseChannelSpec(device)
	if err != nil {
		return offer{}, err
	}
	in, err := capture.FindInput(inputs, spec.Device)
	if err != nil {
		return offer{}, inOneLine(err)
	}
	id := in.ID + ":" + strconv.Itoa(spec.Channel)
	at := slices.IndexFunc(offers, func(o offer) bool { return o.ID == id })
	if at < 0 {
		return offer{}, fmt.Errorf("%s has %s, and no channel %d", in.Name, count(in.Channels, "channel", "channels"), spec.Channel)
	}
	return offers[at], nil
}

// inOneLine is an error whose lines are a list.
func inOneLine(err error) error {
	head, list, _ := strings.Cut(err.Error(), "\n")
	items := strings.FieldsFunc(list, func(r rune) bool { return r == '\n' })
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return errors.New(strings.TrimSpace(head + " " + strings.Join(items, ", ")))
}
