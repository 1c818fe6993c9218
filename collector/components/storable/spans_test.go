package storable

import (
	"context"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric/noop"
)

func storedSpans(t *testing.T, change ...func(ptrace.Span)) []ptrace.Span {
	refused, err := noop.NewMeterProvider().Meter("").Int64Counter("refused")
	require.NoError(t, err)
	traces := ptrace.NewTraces()
	for _, change := range change {
		span := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		span.SetTraceID(pcommon.TraceID{1})
		span.SetSpanID(pcommon.SpanID{2})
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(now))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(now.Add(time.Second)))
		change(span)
	}
	traces, _ = (&spans{refused: refused, now: func() time.Time { return now }}).traces(context.Background(), traces)
	var kept []ptrace.Span
	for _, resource := range traces.ResourceSpans().All() {
		for _, scope := range resource.ScopeSpans().All() {
			for _, span := range scope.Spans().All() {
				kept = append(kept, span)
			}
		}
	}
	return kept
}

func TestASpanThatNoStoreKeepsIsLeftOutAlone(t *testing.T) {
	for name, change := range map[string]func(ptrace.Span){
		"no trace id": func(span ptrace.Span) { span.SetTraceID(pcommon.TraceID{}) },
		"no span id":  func(span ptrace.Span) { span.SetSpanID(pcommon.SpanID{}) },
	} {
		good := func(span ptrace.Span) { span.SetName("good") }
		kept := storedSpans(t, good, change, good)
		require.Len(t, kept, 2, name)
		for _, span := range kept {
			assert.Equal(t, "good", span.Name(), name)
			assert.Equal(t, time.Second, span.EndTimestamp().AsTime().Sub(span.StartTimestamp().AsTime()))
		}
		assert.Empty(t, storedSpans(t, change), name)
	}
}

func TestASpanLastsAsLongAsItCanBeSaid(t *testing.T) {
	for name, end := range map[string]pcommon.Timestamp{
		"not ended": 0, "ended before it began": pcommon.NewTimestampFromTime(now.Add(-time.Second)), "no clock's time": math.MaxUint64,
	} {
		kept := storedSpans(t, func(span ptrace.Span) { span.SetEndTimestamp(end) })
		require.Len(t, kept, 1, name)
		assert.Equal(t, kept[0].StartTimestamp(), kept[0].EndTimestamp(), name)
	}
}

func TestASpanBeginsWhenItCanBeSaid(t *testing.T) {
	later := pcommon.NewTimestampFromTime(now.Add(time.Second))
	for _, odd := range []pcommon.Timestamp{0, math.MaxUint64} {
		kept := storedSpans(t, func(span ptrace.Span) { span.SetStartTimestamp(odd) })
		assert.Equal(t, []pcommon.Timestamp{later, later}, []pcommon.Timestamp{kept[0].StartTimestamp(), kept[0].EndTimestamp()})
		kept = storedSpans(t, func(span ptrace.Span) { span.SetStartTimestamp(odd); span.SetEndTimestamp(odd) })
		assert.Equal(t, now, kept[0].StartTimestamp().AsTime().Local())
		assert.Equal(t, kept[0].StartTimestamp(), kept[0].EndTimestamp())
	}
}

// Zipkin gets the attributes of events and links as JSON, and its exporter gives up all spans beside one that cannot be written so.
func TestAttributesOfEventsAndLinksCanBeWrittenAsJSON(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.Copysign(0, -1)}
	fill := func(attributes pcommon.Map) {
		slice := attributes.PutEmptySlice("list")
		for _, number := range odd {
			attributes.PutDouble("number", number)
			slice.AppendEmpty().SetDouble(number)
			slice.AppendEmpty().SetEmptyMap().PutDouble("deep", number)
		}
		attributes.PutDouble("nan", math.NaN())
	}
	kept := storedSpans(t, func(span ptrace.Span) {
		fill(span.Events().AppendEmpty().Attributes())
		fill(span.Links().AppendEmpty().Attributes())
	})
	require.Len(t, kept, 1)
	for _, attributes := range []pcommon.Map{kept[0].Events().At(0).Attributes(), kept[0].Links().At(0).Attributes()} {
		_, err := json.Marshal(attributes.AsRaw())
		require.NoError(t, err)
		assert.Equal(t, "NaN", attributes.AsRaw()["nan"])
	}
}
