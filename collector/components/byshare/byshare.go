// Package byshare is a connector that sends traces to one of two pipelines, as the share of them that is kept says: to one that samples, or past
// it. It decides once, when the collector starts, and costs a trace nothing; sampling would hold each in memory to keep it.
package byshare

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pipeline"
)

// Config says where traces go.
type Config struct {
	// Share is the percentage of traces that is kept.
	Share float64 `mapstructure:"share"`
	// All is the pipeline for a share of 100, Some that for less.
	All  pipeline.ID `mapstructure:"all"`
	Some pipeline.ID `mapstructure:"some"`
}

// Validate is called by the collector when it reads its configuration.
func (c *Config) Validate() error {
	if c.Share < 0 || c.Share > 100 {
		return errors.New("share is a percentage: from 0 to 100")
	}
	return nil
}

// NewFactory makes the connectors `by_share`.
func NewFactory() connector.Factory {
	return connector.NewFactory(
		component.MustNewType("by_share"),
		func() component.Config { return &Config{Share: 100} },
		connector.WithTracesToTraces(create, component.StabilityLevelStable),
	)
}

func create(_ context.Context, _ connector.Settings, cfg component.Config, next consumer.Traces) (connector.Traces, error) {
	config := cfg.(*Config)
	router, is := next.(connector.TracesRouterAndConsumer)
	if !is {
		return nil, errors.New("it has to be the receiver of two pipelines")
	}
	chosen := config.All
	if config.Share < 100 {
		chosen = config.Some
	}
	to, err := router.Consumer(chosen)
	if err != nil {
		return nil, fmt.Errorf("%v has not it as its receiver: %w", chosen, err)
	}
	return &traces{Traces: to}, nil
}

type traces struct {
	consumer.Traces
	component.StartFunc
	component.ShutdownFunc
}
