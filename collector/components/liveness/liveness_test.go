package liveness

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

// A peer that does one thing with each connection.
func peer(t *testing.T, does func(net.Conn)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { connection.Close() })
			go does(connection)
		}
	}()
	return listener.Addr().String()
}

func takesTheRequest(connection net.Conn) { connection.Read(make([]byte, 1000)) }

var hangs = map[string]func(net.Conn){
	"is open and silent":    func(net.Conn) {},
	"never answers":         takesTheRequest,
	"closes without a word": func(connection net.Conn) { connection.Close() },
	"trickles": func(connection net.Conn) {
		takesTheRequest(connection)
		// As much of an answer as either protocol begins with, and never its end.
		answer := "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"
		for i := 0; ; i++ {
			if _, err := connection.Write([]byte{answer[i%len(answer)]}); err != nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
	},
}

func TestAPeerThatHangsHasNotAnsweredAndTheQuestionEnds(t *testing.T) {
	for hang, does := range hangs {
		for protocol, ask := range protocols {
			t.Run(protocol+" that "+hang, func(t *testing.T) {
				endpoint := peer(t, does)
				if protocol == "http" {
					endpoint = "http://" + endpoint
				}
				within, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
				defer cancel()
				began := time.Now()
				assert.Error(t, ask(within, endpoint))
				assert.Less(t, time.Since(began), 5*time.Second)
			})
		}
	}
}

func TestOneThatAnswersLives(t *testing.T) {
	answers := func(answer ...byte) func(net.Conn) {
		return func(connection net.Conn) {
			takesTheRequest(connection)
			for _, one := range answer {
				connection.Write([]byte{one})
			}
		}
	}
	assert.NoError(t, askKafka(t.Context(), peer(t, answers(0, 0, 0, 6, 0, 0, 0, 1, 0, 0))+", other:9092"))
	assert.NoError(t, askPostgres(t.Context(), peer(t, answers('N'))))
	for _, status := range []int{200, 302, 404, 503} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer server.Close()
		assert.NoError(t, askHTTP(t.Context(), server.URL))
	}
	assert.Error(t, askHTTP(t.Context(), "http://127.0.0.1:1"))
}

func TestOneThatHangsKeepsNoneOfTheOthersWaitingAndEndsWithTheReceiver(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	config := &Config{Interval: 50 * time.Millisecond, Timeout: 50 * time.Millisecond, Targets: []Target{
		{Service: "kafka", Instance: "kafka-1", Protocol: "kafka", Endpoint: peer(t, hangs["never answers"])},
		{Service: "bank", Instance: "bank-1", Protocol: "http", Endpoint: server.URL},
	}}
	require.NoError(t, config.Validate())
	sink := new(consumertest.MetricsSink)
	made, err := create(t.Context(), receivertest.NewNopSettings(NewFactory().Type()), config, sink)
	require.NoError(t, err)
	require.NoError(t, made.Start(t.Context(), nil))
	var once sync.Once
	shutdown := func() { once.Do(func() { require.NoError(t, made.Shutdown(context.Background())) }) }
	defer shutdown()

	values := func() map[string][]float64 {
		found := map[string][]float64{}
		for _, metrics := range sink.AllMetrics() {
			resource := metrics.ResourceMetrics().At(0)
			service, _ := resource.Resource().Attributes().Get("service.name")
			instance, _ := resource.Resource().Attributes().Get("service.instance.id")
			assert.Equal(t, service.Str()+"-1", instance.Str())
			metric := resource.ScopeMetrics().At(0).Metrics().At(0)
			assert.Equal(t, "up", metric.Name())
			found[service.Str()] = append(found[service.Str()], metric.Gauge().DataPoints().At(0).DoubleValue())
		}
		return found
	}
	require.Eventually(t, func() bool { return len(values()["bank"]) > 2 && len(values()["kafka"]) > 2 }, 10*time.Second, 10*time.Millisecond)
	shutdown()
	for service, expected := range map[string]float64{"bank": 1, "kafka": 0} {
		for _, value := range values()[service] {
			assert.Equal(t, expected, value, service)
		}
	}
}

func TestAConfigurationThatCannotWorkIsRefused(t *testing.T) {
	valid := Target{Service: "bank", Instance: "bank-1", Protocol: "http", Endpoint: "http://bank:3003"}
	for name, spoil := range map[string]func(*Config){
		"no timeout":       func(c *Config) { c.Timeout = 0 },
		"a short interval": func(c *Config) { c.Interval = time.Second },
		"no service":       func(c *Config) { c.Targets[0].Service = "" },
		"no instance":      func(c *Config) { c.Targets[0].Instance = "" },
		"no endpoint":      func(c *Config) { c.Targets[0].Endpoint = "" },
		"a protocol":       func(c *Config) { c.Targets[0].Protocol = "icmp" },
		"no URL":           func(c *Config) { c.Targets[0].Endpoint = "bank:3003" },
	} {
		config := &Config{Interval: 5 * time.Second, Timeout: 4 * time.Second, Targets: []Target{valid}}
		require.NoError(t, config.Validate())
		spoil(config)
		assert.Error(t, config.Validate(), name)
	}
}
