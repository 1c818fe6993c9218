// Package counttaken is a connector that hands traces on to be stored, and then, if they were taken, to be counted. Whoever is refused sends
// the same again: counted before it is known whether they are taken, as a pipeline with both as its exporters does, they would count each time.
package counttaken

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pipeline"
)

// Config says where traces go.
type Config struct {
	// Store is the pipeline that may refuse, Count the one that learns of what it has taken.
	Store pipeline.ID `mapstructure:"store"`
	Count pipeline.ID `mapstructure:"count"`
}

// NewFactory makes the connectors `count_taken`.
func NewFactory() connector.Factory {
	return connector.NewFactory(
		component.MustNewType("count_taken"),
		func() component.Config { return &Config{} },
		connector.WithTracesToTraces(create, component.StabilityLevelStable),
	)
}

func create(_ context.Context, _ connector.Settings, cfg component.Config, next consumer.Traces) (connector.Traces, error) {
	config := cfg.(*Config)
	router, is := next.(connector.TracesRouterAndConsumer)
	if !is {
		return nil, errors.New("it has to be the receiver of two pipelines")
	}
	store, err := router.Consumer(config.Store)
	if err != nil {
		return nil, fmt.Errorf("%v has not it as its receiver: %w", config.Store, err)
	}
	count, err := router.Consumer(config.Count)
	if err != nil {
		return nil, fmt.Errorf("%v has not it as its receiver: %w", config.Count, err)
	}
	return &traces{store: store, count: count}, nil
}

type traces struct {
	component.StartFunc
	component.ShutdownFunc
	store, count consumer.Traces
}

func (*traces) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{}
}

func (t *traces) ConsumeTraces(ctx context.Context, spans ptrace.Traces) error {
	toStore := spans
	if t.store.Capabilities().MutatesData {
		// Whoever stores them may change them, and hold them longer than this call lasts.
		toStore = ptrace.NewTraces()
		spans.CopyTo(toStore)
	}
	if err := t.store.ConsumeTraces(ctx, toStore); err != nil {
		return err
	}
	return t.count.ConsumeTraces(ctx, spans)
}
