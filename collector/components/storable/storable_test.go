package storable

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/metric/noop"
)

var now = time.Unix(1_800_000_000, 0)

func stored(t *testing.T, metrics pmetric.Metrics) []string {
	refused, err := noop.NewMeterProvider().Meter("").Int64Counter("refused")
	require.NoError(t, err)
	s := &storable{config: Config{Oldest: 30 * time.Minute, Newest: 9 * time.Minute}, refused: refused, now: func() time.Time { return now }}
	metrics, _ = s.metrics(context.Background(), metrics)
	var names []string
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, metric := range scope.Metrics().All() {
				names = append(names, metric.Name())
			}
		}
	}
	return names
}

const (
	delta      = pmetric.AggregationTemporalityDelta
	cumulative = pmetric.AggregationTemporalityCumulative
)

func sum(of pmetric.AggregationTemporality, change ...func(pmetric.NumberDataPoint)) func(pmetric.Metric) {
	return func(metric pmetric.Metric) {
		metric.SetEmptySum().SetAggregationTemporality(of)
		metric.Sum().SetIsMonotonic(true)
		point := metric.Sum().DataPoints().AppendEmpty()
		point.SetTimestamp(pcommon.NewTimestampFromTime(now))
		point.SetIntValue(1)
		for _, change := range change {
			change(point)
		}
	}
}

func gauge(change ...func(pmetric.NumberDataPoint)) func(pmetric.Metric) {
	return func(metric pmetric.Metric) {
		sum(cumulative, change...)(metric)
		points := pmetric.NewNumberDataPointSlice()
		metric.Sum().DataPoints().MoveAndAppendTo(points)
		points.MoveAndAppendTo(metric.SetEmptyGauge().DataPoints())
	}
}

func histogram(of pmetric.AggregationTemporality, bounds []float64, counts []uint64, count uint64) func(pmetric.Metric) {
	return func(metric pmetric.Metric) {
		metric.SetEmptyHistogram().SetAggregationTemporality(of)
		point := metric.Histogram().DataPoints().AppendEmpty()
		point.SetTimestamp(pcommon.NewTimestampFromTime(now))
		point.ExplicitBounds().FromRaw(bounds)
		point.BucketCounts().FromRaw(counts)
		point.SetCount(count)
	}
}

func exponential(of pmetric.AggregationTemporality, scale, offset int32, counts []uint64, count uint64) func(pmetric.Metric) {
	return func(metric pmetric.Metric) {
		metric.SetEmptyExponentialHistogram().SetAggregationTemporality(of)
		point := metric.ExponentialHistogram().DataPoints().AppendEmpty()
		point.SetTimestamp(pcommon.NewTimestampFromTime(now))
		point.SetScale(scale)
		point.Positive().SetOffset(offset)
		point.Positive().BucketCounts().FromRaw(counts)
		point.SetCount(count)
	}
}

func summary(quantile float64) func(pmetric.Metric) {
	return func(metric pmetric.Metric) {
		point := metric.SetEmptySummary().DataPoints().AppendEmpty()
		point.SetTimestamp(pcommon.NewTimestampFromTime(now))
		point.QuantileValues().AppendEmpty().SetQuantile(quantile)
	}
}

func value(v float64) func(pmetric.NumberDataPoint) {
	return func(point pmetric.NumberDataPoint) { point.SetDoubleValue(v) }
}

func at(time time.Time) func(pmetric.NumberDataPoint) {
	return func(point pmetric.NumberDataPoint) { point.SetTimestamp(pcommon.NewTimestampFromTime(time)) }
}

func noRecordedValue(point pmetric.NumberDataPoint) {
	point.SetFlags(pmetric.DefaultDataPointFlags.WithNoRecordedValue(true))
}

// What Prometheus refuses, or would store as something else.
var refusedKinds = map[string]func(pmetric.Metric){
	"nothing":                          func(pmetric.Metric) {},
	"a gauge without points":           func(metric pmetric.Metric) { metric.SetEmptyGauge() },
	"a sum of unspecified temporality": sum(pmetric.AggregationTemporalityUnspecified),
	"a sum of a temporality to come":   sum(7),
	"a delta that is not a number":     sum(delta, value(math.NaN())),
	"an infinite delta":                sum(delta, value(math.Inf(1))),
	"a negative delta of a counter":    sum(delta, value(-1)),
	"a delta with no recorded value":   sum(delta, noRecordedValue),
	"a gauge without a value": gauge(func(point pmetric.NumberDataPoint) {
		at := point.Timestamp()
		pmetric.NewNumberDataPoint().CopyTo(point)
		point.SetTimestamp(at)
	}),
	"a point without a time":                  gauge(func(point pmetric.NumberDataPoint) { point.SetTimestamp(0) }),
	"a point of the past":                     gauge(at(now.Add(-31 * time.Minute))),
	"a point of the future":                   gauge(at(now.Add(10 * time.Minute))),
	"a point beyond all time":                 gauge(func(point pmetric.NumberDataPoint) { point.SetTimestamp(math.MaxUint64) }),
	"a histogram of no temporality":           histogram(0, []float64{1}, []uint64{1, 1}, 2),
	"a histogram with too few buckets":        histogram(delta, []float64{1, 2}, []uint64{1}, 1),
	"a histogram with too many buckets":       histogram(delta, []float64{1}, []uint64{1, 1, 1}, 3),
	"a histogram with unsorted bounds":        histogram(cumulative, []float64{2, 1}, []uint64{1, 1, 1}, 3),
	"a histogram with a NaN as bound":         histogram(cumulative, []float64{math.NaN()}, []uint64{1, 1}, 2),
	"a histogram with a negative count":       histogram(cumulative, []float64{1}, []uint64{math.MaxUint64, 1}, 2),
	"an exponential one of no temporality":    exponential(0, 0, 0, []uint64{1}, 1),
	"an exponential one too coarse":           exponential(cumulative, -5, 0, []uint64{1}, 1),
	"an exponential one too fine":             exponential(delta, math.MaxInt32, 0, []uint64{1}, 1),
	"an exponential one far away":             exponential(delta, 0, math.MaxInt32, []uint64{1, 1}, 2),
	"an exponential one that does not sum up": exponential(cumulative, 0, 0, []uint64{1}, 3),
	"an exponential one with negative counts": exponential(cumulative, 0, 0, []uint64{math.MaxUint64, 3}, 2),
	"a summary of an impossible quantile":     summary(1.5),
	"a summary of no quantile":                summary(math.NaN()),
}

var storedKinds = map[string]func(pmetric.Metric){
	"a gauge":                        gauge(),
	"a gauge that is not a number":   gauge(value(math.NaN())),
	"a gauge that is infinite":       gauge(value(math.Inf(-1))),
	"a gauge with no recorded value": gauge(noRecordedValue),
	"a sum":                          sum(cumulative),
	"a delta":                        sum(delta),
	"a histogram":                    histogram(cumulative, []float64{1, 2}, []uint64{1, 0, 2}, 3),
	"a histogram without buckets":    histogram(delta, nil, nil, 3),
	"an exponential one":             exponential(delta, 20, -10, []uint64{1, 2}, 3),
	"a summary":                      summary(0.99),
}

func TestWhatCannotBeStoredIsLeftOutAloneAndItsNeighboursArrive(t *testing.T) {
	for name, make := range refusedKinds {
		assert.Equal(t, []string{"before", "after"}, stored(t, together("before", gauge(), name, make, "after", gauge())), name)
	}
	for name, make := range storedKinds {
		assert.Equal(t, []string{name}, stored(t, together(name, make)), name)
	}
}

func TestAMetricWithoutALetterInItsNameIsLeftOut(t *testing.T) {
	for _, name := range []string{"", "_", "___", "é", ".-"} {
		assert.Empty(t, stored(t, together(name, gauge())), name)
	}
}

func TestAttributesWhoseNamesNoLabelCanHaveAreLeftOut(t *testing.T) {
	metrics := together("gauge", gauge(func(point pmetric.NumberDataPoint) {
		for _, key := range []string{"", "_", "é", "fine"} {
			point.Attributes().PutStr(key, "x")
		}
	}))
	stored(t, metrics)
	assert.Equal(t, map[string]any{"fine": "x"}, firstPoint(metrics).Attributes().AsRaw())
}

// Whatever numbers a message holds, it is judged and nothing fails.
func TestNoMessageIsTooOdd(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	numbers := []float64{0, 1, -1, math.NaN(), math.Inf(1), math.MaxFloat64}
	counts := []uint64{0, 1, 2, math.MaxUint64, math.MaxUint64 - 1}
	some := func() (list []uint64) {
		for range random.IntN(5) {
			list = append(list, counts[random.IntN(len(counts))])
		}
		return list
	}
	for range 20_000 {
		var bounds []float64
		for range random.IntN(4) {
			bounds = append(bounds, numbers[random.IntN(len(numbers))])
		}
		of := pmetric.AggregationTemporality(random.IntN(4))
		stored(t, together(
			"histogram", histogram(of, bounds, some(), counts[random.IntN(len(counts))]),
			"exponential", exponential(of, random.Int32()>>random.IntN(31), random.Int32(), some(), counts[random.IntN(len(counts))]),
			"sum", sum(of, value(numbers[random.IntN(len(numbers))])),
		))
	}
}

func together(namesAndKinds ...any) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	scope := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty()
	for i := 0; i < len(namesAndKinds); i += 2 {
		metric := scope.Metrics().AppendEmpty()
		namesAndKinds[i+1].(func(pmetric.Metric))(metric)
		metric.SetName(fmt.Sprint(namesAndKinds[i]))
	}
	return metrics
}

func firstPoint(metrics pmetric.Metrics) pmetric.NumberDataPoint {
	return metrics.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().At(0).Gauge().DataPoints().At(0)
}
