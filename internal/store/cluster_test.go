package store_test

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// cluster is three servers on this machine that all tests share.
var cluster struct {
	once    sync.Once
	dir     string
	servers []*server.Server
	err     error
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range cluster.servers {
		s.Shutdown()
		s.WaitForShutdown()
	}
	if cluster.dir != "" {
		_ = os.RemoveAll(cluster.dir)
	}
	os.Exit(code)
}

// emptyCluster is the address of the cluster, without any stream.
func emptyCluster(t *testing.T) string {
	t.Helper()
	cluster.once.Do(startCluster)
	if cluster.err != nil {
		t.Fatal(cluster.err)
	}
	address := cluster.servers[0].ClientURL()
	conn, err := nats.Connect(address)
	must(t, err)
	defer conn.Close()
	js, err := jetstream.New(conn)
	must(t, err)
	names := js.StreamNames(t.Context())
	for name := range names.Name() {
		must(t, js.DeleteStream(t.Context(), name))
	}
	must(t, names.Err())
	return address
}

func startCluster() {
	cluster.dir, cluster.err = os.MkdirTemp("", "evenkeel-cluster-*")
	var held []net.Listener
	var ports []int
	var routes []*url.URL
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			cluster.err = err
			return
		}
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		routes = append(routes, &url.URL{Scheme: "nats", Host: l.Addr().String()})
		held = append(held, l)
	}
	for _, l := range held {
		_ = l.Close() // held until all three were chosen, so that they differ
	}
	for k := range 3 {
		var s *server.Server
		s, cluster.err = server.NewServer(&server.Options{
			ServerName: fmt.Sprintf("node%d", k), Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
			JetStream: true, StoreDir: fmt.Sprintf("%s/%d", cluster.dir, k), SyncAlways: true,
			Cluster: server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: ports[k]}, Routes: routes,
		})
		if cluster.err != nil {
			return
		}
		s.Start()
		cluster.servers = append(cluster.servers, s)
	}
	for range 3000 {
		if ready() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	cluster.err = errors.New("the cluster has no leader")
}

func ready() bool {
	leader := false
	for _, s := range cluster.servers {
		leader = leader || s.JetStreamIsLeader()
	}
	return leader && cluster.servers[0].JetStreamIsCurrent()
}
