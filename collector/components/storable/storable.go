package storable

import (
	"context"
	"math"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// Reasons why a point cannot be stored.
const (
	fine        = ""
	noData      = "no_data"
	noName      = "no_name"
	noValue     = "no_value"
	noTime      = "no_time"
	tooOld      = "too_old"
	tooNew      = "too_new"
	temporality = "temporality"
	notFinite   = "not_finite"
	negative    = "negative"
	malformed   = "malformed"
)

var reasons = []string{noData, noName, noValue, noTime, tooOld, tooNew, temporality, notFinite, negative, malformed}

func reasonOf(reason string) metric.AddOption {
	return metric.WithAttributes(attribute.String("reason", reason))
}

// Bounds of exponential histograms: Prometheus knows no coarser scale, and no SDK sends as many buckets.
const (
	minScale   = -4
	maxScale   = 20
	maxBuckets = 4096
)

type storable struct {
	config  Config
	refused metric.Int64Counter
	now     func() time.Time
}

func (s *storable) metrics(ctx context.Context, metrics pmetric.Metrics) (pmetric.Metrics, error) {
	v := &verdicts{oldest: s.now().Add(-s.config.Oldest), newest: s.now().Add(s.config.Newest), refused: map[string]int64{}}
	metrics.ResourceMetrics().RemoveIf(func(resource pmetric.ResourceMetrics) bool {
		resource.ScopeMetrics().RemoveIf(func(scope pmetric.ScopeMetrics) bool {
			scope.Metrics().RemoveIf(v.isEmptied)
			return scope.Metrics().Len() == 0
		})
		return resource.ScopeMetrics().Len() == 0
	})
	for reason, points := range v.refused {
		s.refused.Add(ctx, points, reasonOf(reason))
	}
	if metrics.MetricCount() == 0 {
		return metrics, processorhelper.ErrSkipProcessingData
	}
	return metrics, nil
}

// verdicts are those on the points of one request.
type verdicts struct {
	oldest, newest time.Time
	refused        map[string]int64
}

// isEmptied leaves out what cannot be stored of a metric, and says whether nothing is left of it.
func (v *verdicts) isEmptied(metric pmetric.Metric) bool {
	if reason := v.whole(metric); reason != fine {
		v.refused[reason] += int64(max(1, pointsOf(metric)))
		return true
	}
	switch metric.Type() {
	case pmetric.MetricTypeGauge:
		metric.Gauge().DataPoints().RemoveIf(func(point pmetric.NumberDataPoint) bool {
			return v.refuses(v.number(point, false, false))
		})
	case pmetric.MetricTypeSum:
		sum := metric.Sum()
		isDelta := sum.AggregationTemporality() == pmetric.AggregationTemporalityDelta
		sum.DataPoints().RemoveIf(func(point pmetric.NumberDataPoint) bool {
			return v.refuses(v.number(point, isDelta, sum.IsMonotonic()))
		})
	case pmetric.MetricTypeHistogram:
		isDelta := metric.Histogram().AggregationTemporality() == pmetric.AggregationTemporalityDelta
		metric.Histogram().DataPoints().RemoveIf(func(point pmetric.HistogramDataPoint) bool {
			return v.refuses(v.histogram(point, isDelta))
		})
	case pmetric.MetricTypeExponentialHistogram:
		isDelta := metric.ExponentialHistogram().AggregationTemporality() == pmetric.AggregationTemporalityDelta
		metric.ExponentialHistogram().DataPoints().RemoveIf(func(point pmetric.ExponentialHistogramDataPoint) bool {
			return v.refuses(v.exponential(point, isDelta))
		})
	case pmetric.MetricTypeSummary:
		metric.Summary().DataPoints().RemoveIf(func(point pmetric.SummaryDataPoint) bool {
			return v.refuses(v.summary(point))
		})
	}
	return pointsOf(metric) == 0
}

func (v *verdicts) refuses(reason string) bool {
	if reason != fine {
		v.refused[reason]++
	}
	return reason != fine
}

// whole judges what the points of a metric have in common.
func (v *verdicts) whole(metric pmetric.Metric) string {
	if !hasName(metric.Name()) {
		return noName
	}
	if pointsOf(metric) == 0 {
		return noData
	}
	switch metric.Type() {
	case pmetric.MetricTypeSum:
		return known(metric.Sum().AggregationTemporality())
	case pmetric.MetricTypeHistogram:
		return known(metric.Histogram().AggregationTemporality())
	case pmetric.MetricTypeExponentialHistogram:
		return known(metric.ExponentialHistogram().AggregationTemporality())
	}
	return fine
}

func known(of pmetric.AggregationTemporality) string {
	if of == pmetric.AggregationTemporalityDelta || of == pmetric.AggregationTemporalityCumulative {
		return fine
	}
	return temporality
}

// point is what all kinds of points have.
type point interface {
	Timestamp() pcommon.Timestamp
	StartTimestamp() pcommon.Timestamp
	SetStartTimestamp(pcommon.Timestamp)
	Attributes() pcommon.Map
	Flags() pmetric.DataPointFlags
}

// placed judges a point's time and flag, and leaves out attributes whose names no label can have. A delta that holds nothing adds nothing.
func (v *verdicts) placed(point point, isDelta bool) string {
	point.Attributes().RemoveIf(func(key string, _ pcommon.Value) bool { return !hasName(key) })
	if point.StartTimestamp() > point.Timestamp() {
		point.SetStartTimestamp(0)
	}
	switch at := point.Timestamp().AsTime(); {
	case point.Timestamp() == 0:
		return noTime
	case point.Timestamp() > math.MaxInt64 || at.After(v.newest):
		return tooNew
	case at.Before(v.oldest):
		return tooOld
	case isDelta && point.Flags().NoRecordedValue():
		return noValue
	}
	return fine
}

// number judges one value. Prometheus stores NaN and infinity; a sum never recovers from them.
func (v *verdicts) number(point pmetric.NumberDataPoint, isDelta, isMonotonic bool) string {
	if reason := v.placed(point, isDelta); reason != fine || point.Flags().NoRecordedValue() {
		return reason
	}
	value := point.DoubleValue()
	switch point.ValueType() {
	case pmetric.NumberDataPointValueTypeEmpty:
		return noValue
	case pmetric.NumberDataPointValueTypeInt:
		value = float64(point.IntValue())
	}
	switch {
	case isDelta && !isFinite(value):
		return notFinite
	case isDelta && isMonotonic && value < 0:
		return negative
	}
	return fine
}

func (v *verdicts) histogram(point pmetric.HistogramDataPoint, isDelta bool) string {
	if reason := v.placed(point, isDelta); reason != fine || point.Flags().NoRecordedValue() {
		return reason
	}
	bounds, counts := point.ExplicitBounds(), point.BucketCounts()
	if counts.Len() != bounds.Len()+1 && counts.Len()+bounds.Len() != 0 || counts.Len() > maxBuckets {
		return malformed
	}
	for i := range bounds.Len() {
		if math.IsNaN(bounds.At(i)) || i > 0 && bounds.At(i) <= bounds.At(i-1) {
			return malformed
		}
	}
	if _, fits := total(counts, point.Count()); !fits {
		return malformed
	}
	if isDelta && !isFinite(point.Sum()) {
		return notFinite
	}
	return fine
}

func (v *verdicts) exponential(point pmetric.ExponentialHistogramDataPoint, isDelta bool) string {
	if reason := v.placed(point, isDelta); reason != fine || point.Flags().NoRecordedValue() {
		return reason
	}
	if point.Scale() < minScale || point.Scale() > maxScale || !(point.ZeroThreshold() >= 0) {
		return malformed
	}
	for _, buckets := range []pmetric.ExponentialHistogramDataPointBuckets{point.Positive(), point.Negative()} {
		end := int64(buckets.Offset()) + int64(buckets.BucketCounts().Len())
		if buckets.BucketCounts().Len() > maxBuckets || end > math.MaxInt32 || buckets.Offset() < math.MinInt32+maxBuckets {
			return malformed
		}
	}
	above, aboveFits := total(point.Positive().BucketCounts(), point.Count())
	below, belowFits := total(point.Negative().BucketCounts(), point.Count())
	// Prometheus wants the buckets to sum up, unless NaN was observed: that is in none of them.
	observed := above + below + point.ZeroCount()
	if !aboveFits || !belowFits || point.ZeroCount() > point.Count() || observed > point.Count() ||
		observed < point.Count() && !math.IsNaN(point.Sum()) {
		return malformed
	}
	if isDelta && !isFinite(point.Sum()) {
		return notFinite
	}
	return fine
}

func (v *verdicts) summary(point pmetric.SummaryDataPoint) string {
	if reason := v.placed(point, false); reason != fine || point.Flags().NoRecordedValue() {
		return reason
	}
	for _, quantile := range point.QuantileValues().All() {
		if !(quantile.Quantile() >= 0 && quantile.Quantile() <= 1) {
			return malformed
		}
	}
	return fine
}

// total sums up buckets; none may hold more than all together do (a negative count is a very large one).
func total(counts pcommon.UInt64Slice, most uint64) (sum uint64, fits bool) {
	for _, count := range counts.All() {
		if count > most || sum > most-count {
			return sum, false
		}
		sum += count
	}
	return sum, true
}

// hasName says whether something is left of a name when it is spelled as Prometheus does.
func hasName(name string) bool {
	for i := range len(name) {
		if c := name[i] | 0x20; c >= 'a' && c <= 'z' || name[i] >= '0' && name[i] <= '9' || name[i] == ':' {
			return true
		}
	}
	return false
}

func isFinite(value float64) bool { return !math.IsNaN(value) && !math.IsInf(value, 0) }

func pointsOf(metric pmetric.Metric) int {
	switch metric.Type() {
	case pmetric.MetricTypeGauge:
		return metric.Gauge().DataPoints().Len()
	case pmetric.MetricTypeSum:
		return metric.Sum().DataPoints().Len()
	case pmetric.MetricTypeHistogram:
		return metric.Histogram().DataPoints().Len()
	case pmetric.MetricTypeExponentialHistogram:
		return metric.ExponentialHistogram().DataPoints().Len()
	case pmetric.MetricTypeSummary:
		return metric.Summary().DataPoints().Len()
	}
	return 0
}
