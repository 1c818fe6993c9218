// Package storable is a processor that leaves out the points of metrics that a Prometheus cannot store, each alone and counted with its
// reason: Prometheus refuses the whole request that holds one.
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
	)
}

func create(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
	refused, err := set.MeterProvider.Meter("sightline.dev/collector/components/storable").Int64Counter(
		"otelcol_storable_refused_points", metric.WithUnit("{point}"),
		metric.WithDescription("Metric points left out because they cannot be stored"))
	if err != nil {
		return nil, err
	}
	for _, reason := range reasons {
		// There from the start: the first point that is refused is an increase.
		refused.Add(ctx, 0, reasonOf(reason))
	}
	s := &storable{config: *cfg.(*Config), refused: refused, now: time.Now}
	return processorhelper.NewMetrics(ctx, set, cfg, next, s.metrics,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}
