package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/session"
)

func newRunCommand() *cobra.Command {
	resume := ""
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Monitor microphones, live",
		Long: `Opens the dashboard's address and prints its link. On the page people choose who is on which microphone, agree,
and start. Where there is no sound input, the bundled session of synthesised voices is replayed instead.

A channel is NAME=DEVICE:CHANNEL: a device is named by any part of its name that no other has; "monitor devices" lists
them. "default" is the best microphone, "loopback" what this computer plays (the other side of a call).`,
		Example: `  monitor run
  monitor run --channel coach=USB:1 --channel client=USB:2       two lapel microphones on one interface
  monitor run --channel coach=Rode --channel client=Samson       two USB microphones
  monitor run --channel coach=default --channel client=loopback  a video call
  monitor run --agreed -c coach=USB:1 -c client=USB:2            everybody has agreed: start at once
  monitor run --keep 90d                                         sessions are erased after 90 days
  monitor run --resume                                           go on with the session that was interrupted`,
		Args: arguments(noChannels),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			cfg, logger, err := setup(cmd)
			if err != nil {
				return err
			}
			h := newHost(cfg, cmd.OutOrStdout(), logger)
			if h.archive, err = openArchive(cmd.Context(), &cfg, logger); err != nil {
				return err
			}
			if h.archive != nil {
				defer func() { err = errors.Join(err, h.archive.Close()) }()
				h.deck = openDeck(logger)
				defer h.deck.Close()
			}
			h.resume = resume
			return h.runMicrophones(cmd.Context())
		},
	}
	keepFlags(cmd)
	cmd.Flags().StringVar(&resume, "resume", "", "go on with the session that was interrupted last, or with --resume=ID")
	cmd.Flags().Lookup("resume").NoOptDefVal = lastSession
	channelFlag(cmd, "NAME=DEVICE:CHANNEL, once a person (default: the best inputs found)")
	sessionFlags(cmd)
	dashboardFlags(cmd)
	cmd.Flags().Duration("planned", 0, "agreed length, such as 45m")
	bindFlag(cmd.Flags(), "planned", "session.planned")
	cmd.Flags().Bool("agreed", false, "everybody has agreed to be measured: start at once")
	bindFlag(cmd.Flags(), "agreed", "session.agreed")
	return cmd
}

// noChannels refuses arguments: what people most often mean by them is a channel.
func noChannels(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) > 0 && cmd.Flags().Changed("resume"):
		return fmt.Errorf("write the session to go on with as --resume=%s", args[0])
	case len(args) > 0:
		return fmt.Errorf("%q is no flag; channels are given as --channel coach=USB:1", args[0])
	}
	return nil
}

// runMicrophones monitors microphones, or replays the bundled session when there are none and none was asked for.
func (h *host) runMicrophones(ctx context.Context) error {
	seats, err := microphoneSeats(h.cfg.Channels)
	if err != nil {
		return err
	}
	_, err = capture.ListInputs(ctx, capture.DeviceOptions{})
	switch {
	case err == nil:
	case len(h.cfg.Channels) > 0 && !errors.Is(err, capture.ErrNoInputs):
		return err
	case len(h.cfg.Channels) == 0 && ctx.Err() == nil:
		h.notes = append(h.notes, fmt.Sprintf("No microphones: %v. The bundled session of synthesised voices is replayed instead.", err))
		return h.replay(ctx, nil)
	}
	opts := h.kept(ctx, session.Options{
		Title: h.cfg.Session.Title, Source: session.FromMicrophones, Microphones: microphones{},
		Seats: seats, Agreement: h.cfg.agreement(), Agreed: h.cfg.Session.Agreed, Rules: h.cfg.turnOptions(),
		Files: h.cfg.files(),
	})
	if h.resume != "" {
		if opts, err = h.resumed(ctx, opts, h.resume); err != nil {
			return err
		}
	}
	return h.serve(ctx, opts)
}

// microphoneSeats are the people of --channel, or a coach and a client without microphones yet.
func microphoneSeats(channels []string) ([]session.Seat, error) {
	if len(channels) == 0 {
		channels = []string{"coach=", "client="}
	}
	seats := make([]session.Seat, len(channels))
	names := make([]string, len(channels))
	for k, c := range channels {
		spec, err := capture.ParseChannelSpec(c)
		if err != nil {
			return nil, wrongUseError{err}
		}
		if spec.Name == "" {
			spec.Name = session.DefaultIDs(k + 1)[k]
		}
		if err = session.CheckName(spec.Name); err != nil {
			return nil, wrongUseError{err}
		}
		names[k] = spec.Name
		seats[k].Participant = session.NewParticipant(spec.Name)
		if spec.Device != "" {
			device := capture.ChannelSpec{Device: spec.Device, Channel: spec.Channel}
			seats[k].Device = device.String()
		}
	}
	return seats, checkNames(names)
}

// microphones are the sound inputs of this machine.
type microphones struct{}

// Inputs lists them.
func (microphones) Inputs(ctx context.Context) ([]capture.Input, error) {
	return capture.ListInputs(ctx, capture.DeviceOptions{})
}

// Open listens to channels of them.
func (microphones) Open(ctx context.Context, specs []capture.ChannelSpec) (session.OpenMicrophones, error) {
	s, err := capture.OpenDevices(ctx, specs, capture.DeviceOptions{})
	if err != nil {
		return nil, err
	}
	return s, nil
}
