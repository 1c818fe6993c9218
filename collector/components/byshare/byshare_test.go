package byshare

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pipeline"
)

var (
	all  = pipeline.NewIDWithName(pipeline.SignalTraces, "all")
	some = pipeline.NewIDWithName(pipeline.SignalTraces, "some")
)

func TestTracesGoOneWayAlone(t *testing.T) {
	for share, wanted := range map[float64]pipeline.ID{100: all, 99.9: some, 10: some, 0: some} {
		sinks := map[pipeline.ID]*consumertest.TracesSink{all: {}, some: {}}
		router := connector.NewTracesRouter(map[pipeline.ID]consumer.Traces{all: sinks[all], some: sinks[some]})
		config := &Config{Share: share, All: all, Some: some}
		require.NoError(t, config.Validate())
		made, err := create(t.Context(), connector.Settings{}, config, router)
		require.NoError(t, err)
		require.NoError(t, made.Start(t.Context(), nil))
		require.NoError(t, made.ConsumeTraces(t.Context(), ptrace.NewTraces()))
		require.NoError(t, made.Shutdown(t.Context()))
		for id, sink := range sinks {
			assert.Equal(t, id == wanted, len(sink.AllTraces()) == 1, "share %v, pipeline %v", share, id)
		}
	}
}

func TestAPipelineThatIsNotThereIsNamed(t *testing.T) {
	router := connector.NewTracesRouter(map[pipeline.ID]consumer.Traces{all: new(consumertest.TracesSink), some: new(consumertest.TracesSink)})
	other := pipeline.NewIDWithName(pipeline.SignalTraces, "other")
	_, err := create(t.Context(), connector.Settings{}, &Config{Share: 10, All: all, Some: other}, router)
	assert.ErrorContains(t, err, "traces/other")
	_, err = create(t.Context(), connector.Settings{}, &Config{Share: 10, All: all, Some: some}, new(consumertest.TracesSink))
	assert.ErrorContains(t, err, "two pipelines")
}

func TestAShareIsAPercentage(t *testing.T) {
	for _, share := range []float64{-1, 100.1} {
		assert.Error(t, (&Config{Share: share}).Validate())
	}
}
