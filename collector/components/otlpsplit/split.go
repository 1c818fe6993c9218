package otlpsplit

import (
	"context"

	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// maxTries bounds what one batch may cost: whoever sends so much that is refused loses it together.
const maxTries = 400

type splitter struct {
	send    func(context.Context, pmetric.Metrics) error
	refused metric.Int64Counter
	logger  *zap.Logger
}

// push sends a batch; of one that is refused for good, everything but what it is refused for. It fails when the backend cannot be reached:
// then all of it is sent again, which a Prometheus takes for what it has already.
func (s *splitter) push(ctx context.Context, metrics pmetric.Metrics) error {
	tries := 0
	return s.try(ctx, metrics, &tries)
}

func (s *splitter) try(ctx context.Context, metrics pmetric.Metrics, tries *int) error {
	*tries++
	err := s.send(ctx, metrics)
	if err == nil || !consumererror.IsPermanent(err) {
		return err
	}
	points := metrics.DataPointCount()
	if points <= 1 || *tries >= maxTries {
		s.refused.Add(ctx, int64(points), withReason(reasonOf(err)))
		s.logger.Warn("Left out what the backend refuses", zap.Int("points", points), zap.String("metric", firstName(metrics)), zap.Error(err))
		return nil
	}
	first, second := halves(metrics, points/2)
	if err := s.try(ctx, first, tries); err != nil {
		return err
	}
	return s.try(ctx, second, tries)
}

// reasonOf tells the one from the other: Prometheus answers 400 to what comes at the wrong time, 500 to everything else.
func reasonOf(err error) string {
	if status.Code(err) == codes.InvalidArgument {
		return outOfOrder
	}
	return refused
}

const (
	outOfOrder = "out_of_order"
	refused    = "refused"
)

func withReason(reason string) metric.AddOption {
	return metric.WithAttributes(attribute.String("reason", reason))
}

// halves returns the first `count` points, and the rest.
func halves(metrics pmetric.Metrics, count int) (first, second pmetric.Metrics) {
	first, second = pmetric.NewMetrics(), pmetric.NewMetrics()
	metrics.CopyTo(first)
	metrics.CopyTo(second)
	keep(first, func(index int) bool { return index < count })
	keep(second, func(index int) bool { return index >= count })
	return first, second
}

// keep leaves the points whose index, counted through the batch, is wanted; and what holds none of them out.
func keep(metrics pmetric.Metrics, wanted func(index int) bool) {
	index := -1
	metrics.ResourceMetrics().RemoveIf(func(resource pmetric.ResourceMetrics) bool {
		resource.ScopeMetrics().RemoveIf(func(scope pmetric.ScopeMetrics) bool {
			scope.Metrics().RemoveIf(func(metric pmetric.Metric) bool {
				left := 0
				drop := func() bool {
					index++
					if wanted(index) {
						left++
					}
					return !wanted(index)
				}
				switch metric.Type() {
				case pmetric.MetricTypeGauge:
					metric.Gauge().DataPoints().RemoveIf(func(pmetric.NumberDataPoint) bool { return drop() })
				case pmetric.MetricTypeSum:
					metric.Sum().DataPoints().RemoveIf(func(pmetric.NumberDataPoint) bool { return drop() })
				case pmetric.MetricTypeHistogram:
					metric.Histogram().DataPoints().RemoveIf(func(pmetric.HistogramDataPoint) bool { return drop() })
				case pmetric.MetricTypeExponentialHistogram:
					metric.ExponentialHistogram().DataPoints().RemoveIf(func(pmetric.ExponentialHistogramDataPoint) bool { return drop() })
				case pmetric.MetricTypeSummary:
					metric.Summary().DataPoints().RemoveIf(func(pmetric.SummaryDataPoint) bool { return drop() })
				}
				return left == 0
			})
			return scope.Metrics().Len() == 0
		})
		return resource.ScopeMetrics().Len() == 0
	})
}

func firstName(metrics pmetric.Metrics) string {
	if metrics.MetricCount() == 0 {
		return ""
	}
	return metrics.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().At(0).Name()
}
