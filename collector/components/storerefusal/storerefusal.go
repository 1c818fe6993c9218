// Package storerefusal is a middleware of HTTP clients, for exporters that try again whatever a store answers, as Zipkin's does. A batch that
// the store will never take would hold up all that come after it, for ever. With it the rule is OTLP's: 408, 429, 502, 503 and 504 are
// tried again, everything else that is no success is given up, and counted as such by the exporter.
package storerefusal

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"
)

// NewFactory makes the extensions `store_refusal`; there is nothing to configure.
func NewFactory() extension.Factory {
	return extension.NewFactory(
		component.MustNewType("store_refusal"),
		func() component.Config { return &struct{}{} },
		func(context.Context, extension.Settings, component.Config) (extension.Extension, error) {
			return &middleware{}, nil
		},
		component.StabilityLevelStable,
	)
}

type middleware struct {
	component.StartFunc
	component.ShutdownFunc
}

var _ extensionmiddleware.HTTPClient = (*middleware)(nil)

func (*middleware) GetHTTPRoundTripper(base http.RoundTripper) (http.RoundTripper, error) {
	return &roundTripper{base}, nil
}

type roundTripper struct {
	base http.RoundTripper
}

// maxReason bounds what is told of an answer.
const maxReason = 300

// RoundTrip makes an error of a refusal, though there is an answer: what an exporter makes of its status is not told to anybody, while an
// error keeps what it is through all that is wrapped around it.
func (r *roundTripper) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := r.base.RoundTrip(request)
	if err != nil || response.StatusCode < 300 || isTriedAgain(response.StatusCode) {
		return response, err
	}
	defer response.Body.Close()
	reason, _ := io.ReadAll(io.LimitReader(response.Body, maxReason))
	return nil, consumererror.NewPermanent(
		fmt.Errorf("the store refused it with %d: %s", response.StatusCode, strings.TrimSpace(string(reason))))
}

func isTriedAgain(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
