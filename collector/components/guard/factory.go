// Package guard is a processor that stands between what others send and everything that is made or kept of it. In every string of traces,
// logs and metrics it masks what is secret or personal, it cuts what is too large to be stored, and it bounds the number of names.
package guard

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.opentelemetry.io/otel/metric"
)

// NewFactory makes the processors `guard`.
func NewFactory() processor.Factory {
	guards := &shared{of: map[*Config]*guard{}}
	return processor.NewFactory(
		component.MustNewType("guard"),
		func() component.Config { return &Config{} },
		processor.WithTraces(func(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
			g, err := guards.get(set, cfg)
			if err != nil {
				return nil, err
			}
			return processorhelper.NewTraces(ctx, set, cfg, next, g.traces, mutates)
		}, component.StabilityLevelStable),
		processor.WithLogs(func(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Logs) (processor.Logs, error) {
			g, err := guards.get(set, cfg)
			if err != nil {
				return nil, err
			}
			return processorhelper.NewLogs(ctx, set, cfg, next, g.logs, mutates)
		}, component.StabilityLevelStable),
		processor.WithMetrics(func(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
			g, err := guards.get(set, cfg)
			if err != nil {
				return nil, err
			}
			return processorhelper.NewMetrics(ctx, set, cfg, next, g.metrics, mutates)
		}, component.StabilityLevelStable),
	)
}

var mutates = processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true})

// shared gives the pipelines of one configuration one guard: a service has one name in all three signals.
type shared struct {
	mutex sync.Mutex
	of    map[*Config]*guard
}

func (s *shared) get(set processor.Settings, cfg component.Config) (*guard, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	config := cfg.(*Config)
	if known, is := s.of[config]; is {
		return known, nil
	}
	counts, err := newCounts(set.MeterProvider.Meter("sightline.dev/collector/components/guard"))
	if err != nil {
		return nil, err
	}
	made := newGuard(config, counts)
	s.of[config] = made
	return made, nil
}

// counts tell what was done to telemetry.
type counts struct {
	redacted, cut, folded metric.Int64Counter
}

func newCounts(meter metric.Meter) (counts, error) {
	redacted, err := meter.Int64Counter("otelcol_guard_redacted", metric.WithUnit("{value}"),
		metric.WithDescription("Values masked because they held something secret or personal"))
	if err != nil {
		return counts{}, err
	}
	cut, err := meter.Int64Counter("otelcol_guard_cut", metric.WithUnit("{item}"),
		metric.WithDescription("Items cut because they were too large to be stored"))
	if err != nil {
		return counts{}, err
	}
	folded, err := meter.Int64Counter("otelcol_guard_folded", metric.WithUnit("{item}"),
		metric.WithDescription("Items whose name is _OTHER because there are too many names"))
	return counts{redacted, cut, folded}, err
}
