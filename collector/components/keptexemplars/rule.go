package keptexemplars

import (
	"context"
	"hash/fnv"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/metric"
)

// defaultHashSalt is that of the policy `probabilistic`.
const defaultHashSalt = "default-hash-seed"

// margin is how much longer than slow a duration has to be, and how much shorter than the wait: a metric and its span are not stopped in the
// same instant, and the span has yet to come here.
const margin = 1.1

// rule says of an exemplar whether its trace will be kept.
type rule struct {
	keepsAll  bool
	salt      []byte
	threshold uint64
	// slow and late are in seconds: what takes that long, and is over before its trace is decided on, keeps it.
	slow, late float64
	durations  *regexp.Regexp
}

func newRule(config Config) *rule {
	return &rule{
		keepsAll:  config.Share >= 100,
		salt:      []byte(config.HashSalt),
		threshold: threshold(config.Share / 100),
		slow:      config.Slow.Seconds() * margin,
		late:      config.DecisionWait.Seconds() / margin,
		durations: regexp.MustCompile(config.Durations),
	}
}

func (r *rule) metrics(left metric.Int64Counter) processorhelper.ProcessMetricsFunc {
	return func(ctx context.Context, metrics pmetric.Metrics) (pmetric.Metrics, error) {
		if r.keepsAll {
			return metrics, nil
		}
		out := int64(0)
		for _, resource := range metrics.ResourceMetrics().All() {
			for _, scope := range resource.ScopeMetrics().All() {
				for _, metric := range scope.Metrics().All() {
					out += r.metric(metric)
				}
			}
		}
		if out > 0 {
			left.Add(ctx, out)
		}
		return metrics, nil
	}
}

func (r *rule) metric(metric pmetric.Metric) (out int64) {
	// Looked at once, and only where there is an exemplar.
	unit := time.Duration(-1)
	sift := func(attributes pcommon.Map, exemplars pmetric.ExemplarSlice) {
		if exemplars.Len() == 0 {
			return
		}
		if unit < 0 {
			unit = r.unitOf(metric)
		}
		before := exemplars.Len()
		if !isError(attributes) {
			exemplars.RemoveIf(func(exemplar pmetric.Exemplar) bool { return !r.keeps(exemplar, unit) })
		}
		out += int64(before - exemplars.Len())
	}
	switch metric.Type() {
	case pmetric.MetricTypeGauge:
		for _, point := range metric.Gauge().DataPoints().All() {
			sift(point.Attributes(), point.Exemplars())
		}
	case pmetric.MetricTypeSum:
		for _, point := range metric.Sum().DataPoints().All() {
			sift(point.Attributes(), point.Exemplars())
		}
	case pmetric.MetricTypeHistogram:
		for _, point := range metric.Histogram().DataPoints().All() {
			sift(point.Attributes(), point.Exemplars())
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, point := range metric.ExponentialHistogram().DataPoints().All() {
			sift(point.Attributes(), point.Exemplars())
		}
	}
	return out
}

// keeps goes by the hash of the trace's id, and by the value where that is a duration. One without a trace opens nothing, and misleads nobody.
func (r *rule) keeps(exemplar pmetric.Exemplar, unit time.Duration) bool {
	id := exemplar.TraceID()
	if id.IsEmpty() || r.keepsID(id) {
		return true
	}
	if unit == 0 {
		return false
	}
	value := exemplar.DoubleValue()
	if exemplar.ValueType() == pmetric.ExemplarValueTypeInt {
		value = float64(exemplar.IntValue())
	}
	seconds := value * unit.Seconds()
	return seconds >= r.slow && seconds <= r.late
}

// keepsID decides as `hashTraceID` and `Evaluate` do in internal/sampling/probabilistic.go of the tailsamplingprocessor.
func (r *rule) keepsID(id pcommon.TraceID) bool {
	hash := fnv.New64a()
	_, _ = hash.Write(r.salt)
	_, _ = hash.Write(id[:])
	return hash.Sum64() <= r.threshold
}

// threshold is `calculateThreshold` of the same.
func threshold(ratio float64) uint64 {
	boundary := new(big.Float).SetInt(new(big.Int).SetUint64(math.MaxUint64))
	value, _ := boundary.Mul(boundary, big.NewFloat(ratio)).Uint64()
	return value
}

// unitOf is that of the durations a metric is made of: 0 where it is made of something else.
func (r *rule) unitOf(metric pmetric.Metric) time.Duration {
	name := metric.Name()
	switch {
	case !r.durations.MatchString(name):
		return 0
	case metric.Unit() == "ms" || strings.HasSuffix(name, "_milliseconds"):
		return time.Millisecond
	default:
		return time.Second
	}
}

// isError says whether what a point counts failed, so that its span did: by its status, or by an answer that is a failure of the server.
func isError(attributes pcommon.Map) bool {
	for _, key := range []string{"status.code", "status_code"} {
		if status, is := attributes.Get(key); is && status.AsString() == "STATUS_CODE_ERROR" {
			return true
		}
	}
	for _, key := range []string{"http.response.status_code", "http_response_status_code"} {
		if status, is := attributes.Get(key); is {
			code, err := strconv.Atoi(status.AsString())
			return err == nil && code >= 500 && code < 600
		}
	}
	return false
}
