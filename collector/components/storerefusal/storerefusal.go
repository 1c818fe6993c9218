// Package storerefusal is a middleware of HTTP clients, for exporters that try again whatever a store answers, as Zipkin's does. A batch that
// the store will never take would hold up all that come after it, for ever. With it the rule is OTLP's: 408, 429, 502, 503 and 504 are
// tried again, everything else that is no success is given up, and counted as such by the exporter. What is too large for one request is
// sent in several.
package storerefusal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"
	"google.golang.org/protobuf/encoding/protowire"
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
	if isTooLarge(response.StatusCode, string(reason)) {
		if first, second, are := halves(request); are {
			return r.inTurn(first, second)
		}
	}
	return nil, consumererror.NewPermanent(
		fmt.Errorf("the store refused it with %d: %s", response.StatusCode, strings.TrimSpace(string(reason))))
}

// inTurn returns the first answer that is no success: all of it is sent again then, and a span that is there already stays one.
func (r *roundTripper) inTurn(first, second *http.Request) (*http.Response, error) {
	response, err := r.RoundTrip(first)
	if err != nil || response.StatusCode >= 300 {
		return response, err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxReason))
	response.Body.Close()
	return r.RoundTrip(second)
}

// isTooLarge knows Zipkin's own way of saying it: a 500 whose text is what the status should be.
func isTooLarge(status int, reason string) bool {
	return status == http.StatusRequestEntityTooLarge ||
		status == http.StatusInternalServerError && strings.HasPrefix(reason, "413")
}

// halves makes two requests of one whose body is a list of spans in Zipkin's protobuf, where each is a field of its own. There are none of
// one span, nor of a body in another form.
func halves(request *http.Request) (first, second *http.Request, are bool) {
	if request.GetBody == nil {
		return nil, nil, false
	}
	reader, err := request.GetBody()
	if err != nil {
		return nil, nil, false
	}
	defer reader.Close()
	body, err := io.ReadAll(reader)
	if err != nil {
		return nil, nil, false
	}
	middle := 0
	for at := 0; at < len(body); {
		number, kind, length := protowire.ConsumeField(body[at:])
		if number != 1 || kind != protowire.BytesType || length < 0 {
			return nil, nil, false
		}
		if at <= len(body)/2 {
			middle = at
		}
		at += length
	}
	if middle == 0 && len(body) > 0 {
		_, _, middle = protowire.ConsumeField(body)
	}
	if middle == len(body) {
		return nil, nil, false
	}
	return with(request, body[:middle]), with(request, body[middle:]), true
}

func with(request *http.Request, body []byte) *http.Request {
	part := request.Clone(request.Context())
	part.ContentLength = int64(len(body))
	part.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	part.Body, _ = part.GetBody()
	return part
}

func isTriedAgain(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
