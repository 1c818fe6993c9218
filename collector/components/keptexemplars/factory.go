// Package keptexemplars is a processor that leaves out the exemplars whose trace tail sampling will not keep: one that can be clicked opens its
// trace. It asks nobody, so that it works wherever the trace goes: it knows the rules by which traces are kept.
package keptexemplars

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/metric"
)

// Config repeats what the policies of tail_sampling say.
type Config struct {
	// Share is the percentage of traces that are kept whatever they are: sampling_percentage of its policy `probabilistic`.
	Share float64 `mapstructure:"share"`
	// HashSalt is that of the same policy; its own default when left out.
	HashSalt string `mapstructure:"hash_salt"`
	// Slow is from when on a trace is kept for its length: threshold_ms of its policy `latency`.
	Slow time.Duration `mapstructure:"slow"`
	// DecisionWait is that of tail_sampling: what is not over by then is not known to be slow when its trace is decided on.
	DecisionWait time.Duration `mapstructure:"decision_wait"`
	// Durations is a pattern for the names of metrics whose exemplars say how long one span took.
	Durations string `mapstructure:"durations"`
}

// Validate is called by the collector when it reads its configuration.
func (c *Config) Validate() error {
	if c.Share < 0 || c.Share > 100 {
		return errors.New("share is a percentage: from 0 to 100")
	}
	if c.Slow <= 0 {
		return errors.New("slow has to be a positive duration")
	}
	if c.DecisionWait <= 0 {
		return errors.New("decision_wait has to be a positive duration")
	}
	if _, err := regexp.Compile(c.Durations); err != nil {
		return fmt.Errorf("durations: %w", err)
	}
	return nil
}

// NewFactory makes the processors `kept_exemplars`.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("kept_exemplars"),
		func() component.Config {

			return &Config{Share: 100, HashSalt: defaultHashSalt, Slow: 500 * time.Millisecond, DecisionWait: 10 * time.Second}

		},
		processor.WithMetrics(create, component.StabilityLevelStable),
	)
}

func create(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
	left, err := set.MeterProvider.Meter("sightline.dev/collector/components/keptexemplars").Int64Counter(
		"otelcol_kept_exemplars_left_out", metric.WithUnit("{exemplar}"),
		metric.WithDescription("Exemplars left out because their trace is not kept"))
	if err != nil {
		return nil, err
	}
	rule := newRule(*cfg.(*Config))
	return processorhelper.NewMetrics(ctx, set, cfg, next, rule.metrics(left),
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}
