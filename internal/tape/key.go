package tape

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"
)

// ErrKey is wrapped by errors that say that sound cannot be read for want of its key.
var ErrKey = errors.New("the key that this audio was sealed with is not there")

// Key seals sound and opens it again.
type Key struct{ identity *age.X25519Identity }

// ReadKey reads a key file, as age-keygen writes one too.
func ReadKey(path string) (*Key, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s is missing", ErrKey, path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of audio: %w", err)
	}
	ids, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read the key of audio, %s: %w", path, err)
	}
	identity, usual := ids[0].(*age.X25519Identity)
	if !usual || len(ids) > 1 {
		return nil, fmt.Errorf("read the key of audio, %s: it must hold one X25519 key", path)
	}
	return &Key{identity}, nil
}

// MakeKey reads a key file, which is made if it is not there: nobody but its owner may read it.
func MakeKey(path string) (*Key, error) {
	k, err := ReadKey(path)
	if !errors.Is(err, ErrKey) {
		return k, err
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("make a key for audio: %w", err)
	}
	text := fmt.Sprintf("# Opens the audio that Evenkeel keeps. Without this file nobody can listen to it.\n# public key: %s\n%s\n",
		identity.Recipient(), identity)
	if err = writeKey(path, []byte(text)); errors.Is(err, fs.ErrExist) {
		return ReadKey(path) // another program was earlier
	}
	if err != nil {
		return nil, fmt.Errorf("make a key for audio: %w", err)
	}
	return &Key{identity}, nil
}

// writeKey writes a file that is whole as soon as it is there. One that is there already is left alone.
func writeKey(path string, text []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".audio-*.key") // readable by its owner only
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // the link stays
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}

// seal makes data readable with the key only.
func (k *Key) seal(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := age.Encrypt(&b, k.identity.Recipient())
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("seal sound: %w", err)
	}
	return b.Bytes(), nil
}

// open reads what seal has made.
func (k *Key) open(sealed []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), k.identity)
	if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
		return nil, fmt.Errorf("%w: the one that is there is another", ErrKey)
	}
	if err != nil {
		return nil, fmt.Errorf("open sound: %w", err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("open sound: %w", err)
	}
	return data, nil
}
