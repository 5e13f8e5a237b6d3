package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/posflag"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"
)

// sampleConfig is the reference of all keys; its values are the defaults.
//
//go:embed monitor.yml
var sampleConfig []byte

// configName is the file that is looked for when none is named.
const configName = "monitor.yml"

// Config is what can be set in the file, the environment and by flags. monitor.yml documents each key.
type Config struct {
	Listen    string          `koanf:"listen"`
	TLS       TLSConfig       `koanf:"tls"`
	Metrics   MetricsConfig   `koanf:"metrics"`
	Log       LogConfig       `koanf:"log"`
	Data      string          `koanf:"data"`
	NATS      string          `koanf:"nats"`
	Keep      string          `koanf:"keep"`
	Audio     AudioConfig     `koanf:"audio"`
	Session   SessionConfig   `koanf:"session"`
	Channels  []string        `koanf:"channels"`
	Agreement AgreementConfig `koanf:"agreement"`
	Replay    ReplayConfig    `koanf:"replay"`
	Rules     RulesConfig     `koanf:"rules"`
}

// TLSConfig names the files of a certificate.
type TLSConfig struct {
	Cert string `koanf:"cert"`
	Key  string `koanf:"key"`
}

// MetricsConfig is who may read the metrics.
type MetricsConfig struct {
	Open bool `koanf:"open"`
}

// LogConfig is how the program logs.
type LogConfig struct {
	Level  string `koanf:"level"`
	Format string `koanf:"format"`
}

// AudioConfig is how sound is kept that everybody has agreed to keep.
type AudioConfig struct {
	Keep string `koanf:"keep"`
}

// SessionConfig is how a session starts and what is left of it.
type SessionConfig struct {
	Title   string        `koanf:"title"`
	Place   string        `koanf:"place"`
	Planned time.Duration `koanf:"planned"`
	Agreed  bool          `koanf:"agreed"`
	Output  string        `koanf:"output"`
	Formats []string      `koanf:"formats"`

	Pseudonymous bool `koanf:"pseudonymous"`
}

// AgreementConfig is what the people agreed on.
type AgreementConfig struct {
	Band          string        `koanf:"band"`
	Lapse         time.Duration `koanf:"lapse"`
	SeenBy        string        `koanf:"seen_by"`
	Nudges        bool          `koanf:"nudges"`
	FloorLimit    time.Duration `koanf:"floor_limit"`
	SilencesInRow int           `koanf:"silences_in_row"`
	TakenIn5Min   int           `koanf:"taken_in_5min"`
}

// ReplayConfig is how a recording is replayed.
type ReplayConfig struct {
	Speed float64 `koanf:"speed"`
}

// RulesConfig holds the constants of turn-taking by the names of turns.Options, but for the lapse, which the people
// agree on.
type RulesConfig map[string]time.Duration

// loadConfig is the config that is in force. An empty path means the usual places, where having no file is fine.
func loadConfig(path string, flags *pflag.FlagSet) (Config, error) {
	k, _, err := mergeConfig(path, flags)
	if err != nil {
		return Config{}, err
	}
	return decodeConfig(k)
}

// decodeConfig is the config of k, if all values are allowed.
func decodeConfig(k *koanf.Koanf) (Config, error) {
	var cfg Config
	if err := k.Unmarshal("", &cfg); err != nil {
		return cfg, fmt.Errorf("config: %s", undecoded(err))
	}
	return cfg, cfg.check()
}

// undecoded says in one line which values are of the wrong kind.
func undecoded(err error) string {
	_, list, ok := strings.Cut(err.Error(), "\n")
	if !ok {
		return err.Error()
	}
	var wrong []string
	for line := range strings.Lines(list) {
		if key, why, ok := strings.Cut(strings.TrimSpace(line), "' "); ok {
			wrong = append(wrong, strings.TrimPrefix(key, "'")+": "+why)
		}
	}
	return strings.Join(wrong, "; ")
}

// strangers are the environment's names that look like keys of the config and are none.
func strangers() []string {
	k := koanf.New(".")
	if err := k.Load(rawbytes.Provider(sampleConfig), yaml.Parser()); err != nil {
		return nil // mergeConfig has told
	}
	known := envNames(k.Keys())
	var names []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, envPrefix) && known[name] == "" {
			names = append(names, name)
		}
	}
	return names
}

// mergeConfig puts defaults, file, environment and flags each over the one before, and says which file it was.
func mergeConfig(path string, flags *pflag.FlagSet) (k *koanf.Koanf, file string, err error) {
	k = koanf.New(".")
	if err = k.Load(rawbytes.Provider(sampleConfig), yaml.Parser()); err != nil {
		return nil, "", fmt.Errorf("read default config: %w", err)
	}
	known := k.Keys()
	if file, err = loadFile(k, path, known); err != nil {
		return nil, file, err
	}
	if err = loadEnv(k, known); err != nil {
		return nil, file, fmt.Errorf("read config from the environment: %w", err)
	}
	if err = loadFlags(k, flags); err != nil {
		return nil, file, fmt.Errorf("read flags: %w", err)
	}
	return k, file, nil
}

// loadFile merges the config file into k and says which it was; "" is none.
func loadFile(k *koanf.Koanf, path string, known []string) (string, error) {
	text, path, err := readConfigFile(path)
	if err != nil || text == nil {
		return path, err
	}
	file := koanf.New(".")
	if err := file.Load(rawbytes.Provider(text), yaml.Parser()); err != nil {
		return path, fmt.Errorf("config %s: %w", path, err)
	}
	if err := checkKeys(file.Keys(), known); err != nil {
		return path, fmt.Errorf("config %s: %w", path, err)
	}
	return path, k.Merge(file)
}

// readConfigFile reads the named file, or the first of the usual ones that is there; no file gives nil.
func readConfigFile(path string) ([]byte, string, error) {
	if path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, path, fmt.Errorf("read config: %w", err)
		}
		return text, path, nil
	}
	for _, p := range configPlaces() {
		text, err := os.ReadFile(p)
		switch {
		case err == nil:
			return text, p, nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, p, fmt.Errorf("read config: %w", err)
		}
	}
	return nil, "", nil
}

// configPlaces are the files that are looked for when none is named.
func configPlaces() []string {
	places := []string{configName}
	if dir, err := os.UserConfigDir(); err == nil {
		places = append(places, filepath.Join(dir, "evenkeel", configName))
	}
	return places
}

// envPrefix begins the environment's names of keys.
const envPrefix = "MONITOR_"

// loadEnv merges MONITOR_AGREEMENT_LAPSE and its like into k. Lists are comma-separated.
func loadEnv(k *koanf.Koanf, known []string) error {
	names := envNames(known)
	return k.Load(env.Provider(".", env.Opt{
		Prefix: envPrefix,
		TransformFunc: func(name, value string) (string, any) {
			key := names[name]
			if key == "channels" {
				return key, splitList(value)
			}
			return key, value
		},
	}), nil)
}

// envNames are the keys by their names in the environment.
func envNames(keys []string) map[string]string {
	names := make(map[string]string, len(keys))
	for _, key := range keys {
		names[envPrefix+strings.ToUpper(strings.ReplaceAll(key, ".", "_"))] = key
	}
	return names
}

// flagKey is the annotation that ties a flag to its key.
const flagKey = "config_key"

// loadFlags merges the flags that were given into k.
func loadFlags(k *koanf.Koanf, flags *pflag.FlagSet) error {
	if flags == nil {
		return nil
	}
	return k.Load(posflag.ProviderWithFlag(flags, ".", nil, func(f *pflag.Flag) (string, any) {
		key := f.Annotations[flagKey]
		if len(key) == 0 || !f.Changed {
			return "", nil
		}
		return key[0], posflag.FlagVal(flags, f)
	}), nil)
}

func splitList(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
