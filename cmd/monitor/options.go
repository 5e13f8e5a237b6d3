package main

import (
	"github.com/spf13/pflag"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// turnOptions are the rules of cfg with the lapse that the people agreed on.
func (c *Config) turnOptions(lapse timeline.Position) turns.Options {
	p := timeline.FromDuration
	r := c.Rules
	return turns.Options{
		IPUBridge: p(r.IPUBridge), MinBurst: p(r.MinBurst), Solo: p(r.Solo),
		BCMin: p(r.BCMin), BCMax: p(r.BCMax), BCPre: p(r.BCPre), BCPost: p(r.BCPost),
		BCChainGap: p(r.BCChainGap), BCChainTotal: p(r.BCChainTotal), SimStart: p(r.SimStart),
		TermStrict: p(r.TermStrict), TermWide: p(r.TermWide), Take: p(r.Take), Resume: p(r.Resume),
		FTOWindow: p(r.FTOWindow), Lapse: lapse,
	}
}

// bindFlag ties a flag to the key of the config that it sets.
func bindFlag(flags *pflag.FlagSet, flag, key string) {
	if err := flags.SetAnnotation(flag, flagKey, []string{key}); err != nil {
		panic("no flag " + flag + " to bind to " + key) // a wrong name in this package
	}
}
