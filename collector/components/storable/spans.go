package storable

import (
	"context"
	"math"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/metric"
)

// Reasons why a span cannot be stored.
const (
	noTraceID = "no_trace_id"
	noSpanID  = "no_span_id"
)

var spanReasons = []string{noTraceID, noSpanID}

// spans leaves out what no store of traces keeps: Tempo refuses the whole request that holds one, the exporter for Zipkin gives it up.
type spans struct {
	refused metric.Int64Counter
	now     func() time.Time
}

func (s *spans) traces(ctx context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	refused := map[string]int64{}
	isRefused := func(span ptrace.Span) bool {
		reason := spanReason(span)
		if reason != fine {
			refused[reason]++
			return true
		}
		s.mend(span)
		return false
	}
	traces.ResourceSpans().RemoveIf(func(resource ptrace.ResourceSpans) bool {
		resource.ScopeSpans().RemoveIf(func(scope ptrace.ScopeSpans) bool {
			scope.Spans().RemoveIf(isRefused)
			return scope.Spans().Len() == 0
		})
		return resource.ScopeSpans().Len() == 0
	})
	for reason, count := range refused {
		s.refused.Add(ctx, count, reasonOf(reason))
	}
	if traces.ResourceSpans().Len() == 0 {
		return traces, processorhelper.ErrSkipProcessingData
	}
	return traces, nil
}

func spanReason(span ptrace.Span) string {
	switch {
	case span.TraceID().IsEmpty():
		return noTraceID
	case span.SpanID().IsEmpty():
		return noSpanID
	}
	return fine
}

// mend changes what a store would stumble over and can be said in another way.
func (s *spans) mend(span ptrace.Span) {
	switch {
	case isTime(span.StartTimestamp()):
	case isTime(span.EndTimestamp()):
		span.SetStartTimestamp(span.EndTimestamp())
	default:
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(s.now()))
	}
	// It has not ended, or a clock was set back meanwhile. A duration below nothing is a huge one to who counts without a sign.
	if !isTime(span.EndTimestamp()) || span.EndTimestamp() < span.StartTimestamp() {
		span.SetEndTimestamp(span.StartTimestamp())
	}
	for _, event := range span.Events().All() {
		if !isTime(event.Timestamp()) {
			event.SetTimestamp(span.StartTimestamp())
		}
		writable(event.Attributes())
	}
	for _, link := range span.Links().All() {
		writable(link.Attributes())
	}
}

// isTime says whether a time is told, and can be one: nanoseconds are counted with a sign by many.
func isTime(at pcommon.Timestamp) bool { return at > 0 && at <= math.MaxInt64 }

// writable makes words of the numbers that JSON does not have, which is what Zipkin gets of events and links.
func writable(attributes pcommon.Map) {
	for _, value := range attributes.All() {
		writableValue(value)
	}
}

func writableValue(value pcommon.Value) {
	switch value.Type() {
	case pcommon.ValueTypeDouble:
		if !isFinite(value.Double()) {
			value.SetStr(strconv.FormatFloat(value.Double(), 'g', -1, 64))
		}
	case pcommon.ValueTypeMap:
		writable(value.Map())
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			writableValue(item)
		}
	}
}
