package counttaken

import (
	"context"
	"errors"
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
	store = pipeline.NewIDWithName(pipeline.SignalTraces, "stored")
	count = pipeline.NewIDWithName(pipeline.SignalTraces, "counted")
)

var errFull = errors.New("sending queue is full")

// A store that has no room for the first requests, and does to the others what a store may.
type fullAtFirst struct {
	consumertest.TracesSink
	refuses int
}

func (*fullAtFirst) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{MutatesData: true}
}

func (f *fullAtFirst) ConsumeTraces(ctx context.Context, spans ptrace.Traces) error {
	spans.ResourceSpans().RemoveIf(func(ptrace.ResourceSpans) bool { return f.refuses > 0 })
	if f.refuses > 0 {
		f.refuses--
		return errFull
	}
	err := f.TracesSink.ConsumeTraces(ctx, spans)
	spans.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).SetName("changed")
	return err
}

func between(t *testing.T, stored, counted consumer.Traces) connector.Traces {
	router := connector.NewTracesRouter(map[pipeline.ID]consumer.Traces{store: stored, count: counted})
	made, err := create(t.Context(), connector.Settings{}, &Config{Store: store, Count: count}, router)
	require.NoError(t, err)
	require.NoError(t, made.Start(t.Context(), nil))
	t.Cleanup(func() { assert.NoError(t, made.Shutdown(context.Background())) })
	return made
}

func spanNamed(name string) ptrace.Traces {
	spans := ptrace.NewTraces()
	spans.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty().SetName(name)
	return spans
}

func TestWhatIsRefusedAndSentAgainIsCountedOnce(t *testing.T) {
	for _, refusals := range []int{0, 1, 5} {
		stored, counted := &fullAtFirst{refuses: refusals}, &consumertest.TracesSink{}
		made := between(t, stored, counted)
		spans := spanNamed("GET /orders")
		for range refusals {
			require.ErrorIs(t, made.ConsumeTraces(t.Context(), spans), errFull)
		}
		assert.Zero(t, counted.SpanCount())
		require.NoError(t, made.ConsumeTraces(t.Context(), spans))
		assert.Equal(t, 1, stored.SpanCount())
		require.Equal(t, 1, counted.SpanCount())
		// As it came, whatever the store does with its own.
		assert.Equal(t, "GET /orders", counted.AllTraces()[0].ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).Name())
	}
}

func TestWhatTheStoreLeavesAsItIsIsNotCopied(t *testing.T) {
	stored, counted := &consumertest.TracesSink{}, &consumertest.TracesSink{}
	spans := spanNamed("a")
	require.NoError(t, between(t, stored, counted).ConsumeTraces(t.Context(), spans))
	assert.Equal(t, spans, stored.AllTraces()[0])
	assert.Equal(t, spans, counted.AllTraces()[0])
}

func TestAPipelineThatIsNotThereIsNamed(t *testing.T) {
	sink := new(consumertest.TracesSink)
	router := connector.NewTracesRouter(map[pipeline.ID]consumer.Traces{store: sink, count: sink})
	other := pipeline.NewIDWithName(pipeline.SignalTraces, "other")
	for _, config := range []Config{{Store: other, Count: count}, {Store: store, Count: other}} {
		_, err := create(t.Context(), connector.Settings{}, &config, router)
		assert.ErrorContains(t, err, "traces/other")
	}
	_, err := create(t.Context(), connector.Settings{}, &Config{Store: store, Count: count}, sink)
	assert.ErrorContains(t, err, "two pipelines")
}
