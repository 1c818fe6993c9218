// Package otlpsplit is an exporter: OTLP over HTTP to a Prometheus, which refuses the whole request for one point that it cannot store
// (out of order, a second value for one time, whatever else it may mind). What is refused is split until the one point is alone, and
// that one is left out and counted.
package otlpsplit

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
	"go.opentelemetry.io/collector/exporter/otlphttpexporter"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	"go.uber.org/zap"
)

// NewFactory makes the exporters `otlp_split`: configured as `otlp_http` is.
func NewFactory() exporter.Factory {
	plain := otlphttpexporter.NewFactory()
	return exporter.NewFactory(
		component.MustNewType("otlp_split"),
		plain.CreateDefaultConfig,
		exporter.WithMetrics(func(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Metrics, error) {
			config := cfg.(*otlphttpexporter.Config)
			one, err := plain.CreateMetrics(ctx, silent(set, plain.Type()), once(*config))
			if err != nil {
				return nil, err
			}
			points, err := set.MeterProvider.Meter("sightline.dev/collector/components/otlpsplit").Int64Counter(
				"otelcol_otlp_split_refused_points", metric.WithUnit("{point}"),
				metric.WithDescription("Metric points that the backend refused and that were left out alone"))
			if err != nil {
				return nil, err
			}
			// There from the start: the first point that is refused is an increase.
			for _, reason := range []string{outOfOrder, refused} {
				points.Add(ctx, 0, withReason(reason))
			}
			s := &splitter{send: one.ConsumeMetrics, refused: points, logger: set.Logger}
			return exporterhelper.NewMetrics(ctx, set, cfg, s.push,
				exporterhelper.WithStart(one.Start),
				exporterhelper.WithShutdown(one.Shutdown),
				exporterhelper.WithTimeout(exporterhelper.TimeoutConfig{}),
				exporterhelper.WithQueue(config.QueueConfig),
				exporterhelper.WithRetry(config.RetryConfig))
		}, component.StabilityLevelStable),
	)
}

// once is the configuration of the exporter inside: it tries one time; the queue and the retries are outside.
func once(config otlphttpexporter.Config) *otlphttpexporter.Config {
	config.QueueConfig = configoptional.None[exporterhelper.QueueBatchConfig]()
	config.RetryConfig = configretry.BackOffConfig{Enabled: false}
	return &config
}

// silent keeps the exporter inside from counting and telling what the one outside does.
func silent(set exporter.Settings, inside component.Type) exporter.Settings {
	set.ID = component.NewIDWithName(inside, set.ID.String())
	set.MeterProvider = noop.NewMeterProvider()
	set.Logger = zap.NewNop()
	return set
}
