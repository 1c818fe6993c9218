// Package liveness is a receiver that makes `up` for what has no metrics to be scraped: it asks each target, all the time, in the target's
// own protocol, and whether it answered whole and in time is the value, 1 or 0. A connection that is taken is no answer: the kernel takes
// it for a process that hangs, too.
package liveness

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"
)

// Config says who is asked, and how often.
type Config struct {
	Interval time.Duration `mapstructure:"interval"`
	// Timeout is for all of an answer: one that trickles does not stretch it.
	Timeout time.Duration `mapstructure:"timeout"`
	Targets []Target      `mapstructure:"targets"`
	// TLS is how Kafka is spoken to where it lets in only those it knows.
	TLS *TLS `mapstructure:"tls"`
}

// TLS names files in PEM. They are read at each question, so that they may be replaced.
type TLS struct {
	CAFile   string `mapstructure:"ca_file"`
	CertFile string `mapstructure:"cert_file"`
	KeyFile  string `mapstructure:"key_file"`
}

// Target is something that lives, or not.
type Target struct {
	// Service and Instance become service.name and service.instance.id, as job and instance of a scrape do.
	Service  string `mapstructure:"service"`
	Instance string `mapstructure:"instance"`
	// Protocol is http, kafka or postgres.
	Protocol string `mapstructure:"protocol"`
	// Endpoint is a URL for http, otherwise host:port, of several the first.
	Endpoint string `mapstructure:"endpoint"`
}

// Validate is called by the collector when it reads its configuration.
func (c *Config) Validate() error {
	if c.Timeout <= 0 || c.Interval < c.Timeout {
		return errors.New("timeout has to be a positive duration, and interval not shorter")
	}
	for _, target := range c.Targets {
		if target.Service == "" || target.Instance == "" || target.Endpoint == "" {
			return errors.New("a target needs service, instance and endpoint")
		}
		if protocols[target.Protocol] == nil {
			return fmt.Errorf("%s: protocol %q is not one of http, kafka, postgres", target.Service, target.Protocol)
		}
		if target.Protocol == "http" {
			if at, err := url.Parse(target.Endpoint); err != nil || at.Host == "" {
				return fmt.Errorf("%s: %q is not a URL", target.Service, target.Endpoint)
			}
		}
	}
	return nil
}

// NewFactory makes the receivers `liveness`.
func NewFactory() receiver.Factory {
	return receiver.NewFactory(
		component.MustNewType("liveness"),
		func() component.Config { return &Config{Interval: 5 * time.Second, Timeout: 4 * time.Second} },
		receiver.WithMetrics(create, component.StabilityLevelStable),
	)
}

func create(_ context.Context, set receiver.Settings, cfg component.Config, next consumer.Metrics) (receiver.Metrics, error) {
	return &liveness{config: *cfg.(*Config), next: next, logger: set.Logger}, nil
}
