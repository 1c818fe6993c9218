// Package metrics takes meters for requests to Kubernetes, of which there are none.
package metrics

import (
	"context"
	"net/url"
	"time"
)

type LatencyMetric interface {
	Observe(ctx context.Context, verb string, address url.URL, latency time.Duration)
}

type ResultMetric interface {
	Increment(ctx context.Context, code, method, host string)
}

type RegisterOpts struct {
	RequestLatency LatencyMetric
	RequestResult  ResultMetric
}

func Register(RegisterOpts) {}
