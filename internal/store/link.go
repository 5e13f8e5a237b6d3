package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Names of streams and subjects.
const (
	mainStream   = "SESSIONS"
	mainSubjects = "sessions."
	livePrefix   = "LIVE_"
	liveSubjects = "live."
	listBucket   = "sessions"
	listStream   = "KV_" + listBucket
	listSubjects = "$KV." + listBucket + "."
	erasedNote   = "evenkeel.erased" // carries the ID of a session that is gone, to the other programs on the cluster
)

const (
	startTimeout = 10 * time.Second // of the server, and of the first connection
	maxStore     = 1 << 40          // bytes; how much room there is, is seen when it is used
	maxMemory    = 32 << 20         // bytes; nothing is kept in memory but the state of readers
)

// link is a connection to JetStream, with the server when that is in this process.
type link struct {
	srv  *server.Server // nil with a cluster
	conn *nats.Conn
	js   jetstream.JetStream

	main jetstream.Stream
	list jetstream.Stream
	kv   jetstream.KeyValue
}

// connect starts the server, or connects to the cluster, and makes the streams that are not there yet.
func connect(ctx context.Context, opts Options) (*link, error) {
	l := new(link)
	err := l.dial(opts)
	if err == nil {
		err = l.streams(ctx)
	}
	if errors.Is(err, nats.ErrNoResponders) || errors.Is(err, jetstream.ErrJetStreamNotEnabled) {
		err = errors.New("the NATS server there keeps nothing: start it with JetStream (nats-server -js)")
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *link) dial(opts Options) (err error) {
	url, dial := opts.URL, []nats.Option{nats.Name("evenkeel"), nats.Timeout(startTimeout), nats.MaxReconnects(-1)}
	if url == "" {
		if l.srv, err = serve(opts.Dir); err != nil {
			return err
		}
		dial = append(dial, nats.InProcessServer(l.srv))
	}
	if l.conn, err = nats.Connect(url, dial...); errors.Is(err, nats.ErrNoServers) {
		return errors.New("no NATS server answers there; is it running, and the address right?")
	} else if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	l.js, err = jetstream.New(l.conn)
	return err
}

// serve starts a server in this process that listens on no port.
func serve(dir string) (*server.Server, error) {
	srv, err := server.NewServer(&server.Options{
		ServerName: "evenkeel", DontListen: true, NoLog: true, NoSigs: true, NoSystemAccount: true,
		JetStream: true, StoreDir: dir, SyncAlways: true, JetStreamMaxStore: maxStore, JetStreamMaxMemory: maxMemory,
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, fmt.Errorf("start the store's engine: %w", err)
	}
	srv.Start()
	if !srv.JetStreamEnabled() || !srv.ReadyForConnections(startTimeout) {
		srv.Shutdown()
		return nil, errors.New("start the store's engine: it does not come up; is the directory writable, and the disk not full?")
	}
	return srv, nil
}

// close leaves the cluster, or stops the server.
func (l *link) close() {
	if l.conn != nil {
		l.conn.Close()
	}
	if l.srv != nil {
		l.srv.Shutdown()
		l.srv.WaitForShutdown()
	}
}

// streams makes the streams that are not there yet.
func (l *link) streams(ctx context.Context) (err error) {
	if l.main, err = l.stream(ctx, jetstream.StreamConfig{Name: mainStream, Subjects: []string{mainSubjects + "*.>"}}); err != nil {
		return err
	}
	// A bucket as nats.go makes it may not be erased from; and its older revisions go without being overwritten.
	l.list, err = l.stream(ctx, jetstream.StreamConfig{
		Name: listStream, Subjects: []string{listSubjects + ">"}, MaxMsgsPerSubject: jetstream.KeyValueMaxHistory,
	})
	if err != nil {
		return err
	}
	l.kv, err = l.js.KeyValue(ctx, listBucket)
	return err
}

// stream is the stream of that name, which is made if need be: on three nodes where there are as many.
func (l *link) stream(ctx context.Context, cfg jetstream.StreamConfig) (jetstream.Stream, error) {
	s, err := l.js.Stream(ctx, cfg.Name)
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return s, err
	}
	cfg.Storage = jetstream.FileStorage
	if l.srv == nil {
		cfg.Replicas = 3
		if s, err = l.js.CreateStream(ctx, cfg); err == nil {
			return s, nil
		}
		if _, refused := errors.AsType[*jetstream.APIError](err); !refused {
			return nil, err
		}
	}
	cfg.Replicas = 1
	if s, err = l.js.CreateStream(ctx, cfg); err != nil {
		return nil, fmt.Errorf("make the stream %s: %w", cfg.Name, err)
	}
	return s, nil
}

// streamDir is where a stream of the server in this process has its files.
func streamDir(dir, stream string) string {
	return filepath.Join(dir, "jetstream", server.DEFAULT_GLOBAL_ACCOUNT, "streams", stream)
}
