// Package storable is a processor that leaves out the points of metrics that a Prometheus cannot store, and the spans that no store of
// traces keeps, each alone and counted with its reason: a store refuses the whole request that holds one.
package storable

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/metric"
)

// Config says how far the time of a point may be from the collector's own.
type Config struct {
	// Oldest is Prometheus' out_of_order_time_window.
	Oldest time.Duration `mapstructure:"oldest"`
	// Newest is less than the ten minutes that Prometheus lets a point be ahead.
	Newest time.Duration `mapstructure:"newest"`
}

// Validate is called by the collector when it reads its configuration.
func (c *Config) Validate() error {
	if c.Oldest <= 0 || c.Newest <= 0 {
		return errors.New("oldest and newest have to be positive durations")
	}
	return nil
}

// NewFactory makes the processors `storable`.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("storable"),
		func() component.Config { return &Config{Oldest: 30 * time.Minute, Newest: 9 * time.Minute} },
		processor.WithMetrics(create, component.StabilityLevelStable),
		processor.WithTraces(createTraces, component.StabilityLevelStable),
	)
}

func create(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
	refused, err := counterOf(ctx, set, "otelcol_storable_refused_points", "{point}", "Metric points left out because they cannot be stored", reasons)
	if err != nil {
		return nil, err
	}
	s := &storable{config: *cfg.(*Config), refused: refused, now: time.Now}
	return processorhelper.NewMetrics(ctx, set, cfg, next, s.metrics,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}

func createTraces(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
	refused, err := counterOf(ctx, set, "otelcol_storable_refused_spans", "{span}", "Spans left out because they cannot be stored", spanReasons)
	if err != nil {
		return nil, err
	}
	s := &spans{refused: refused, now: time.Now}
	return processorhelper.NewTraces(ctx, set, cfg, next, s.traces,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}

func counterOf(
	ctx context.Context, set processor.Settings, name, unit, description string, reasons []string,
) (metric.Int64Counter, error) {
	refused, err := set.MeterProvider.Meter("sightline.dev/collector/components/storable").Int64Counter(
		name, metric.WithUnit(unit), metric.WithDescription(description))
	if err != nil {
		return nil, err
	}
	for _, reason := range reasons {
		// There from the start: the first that is refused is an increase.
		refused.Add(ctx, 0, reasonOf(reason))
	}
	return refused, nil
}
