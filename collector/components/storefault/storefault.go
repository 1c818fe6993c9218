// Package storefault is a middleware of HTTP clients, for exporters. A store whose disk is full answers 500, as it does to what it will
// never take; OTLP has a client try again after a 503, and give up after a 500. So of the 500s those that tell of a fault of the store's own
// machine become 503s: what was sent waits until that is over.
package storefault

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"
)

// NewFactory makes the extensions `store_fault`; there is nothing to configure.
func NewFactory() extension.Factory {
	return extension.NewFactory(
		component.MustNewType("store_fault"),
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

const (
	// maxAnswer bounds what is read of an answer.
	maxAnswer = 64 << 10
	// maxReason is where the fault stands; what comes after may quote what was sent.
	maxReason = 1 << 10
)

func (r *roundTripper) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := r.base.RoundTrip(request)
	if err != nil || response.StatusCode != http.StatusInternalServerError {
		return response, err
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	response.Body.Close()
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(answer))
	if isFault(string(answer[:min(len(answer), maxReason)])) {
		response.StatusCode = http.StatusServiceUnavailable
		response.Status = http.StatusText(http.StatusServiceUnavailable)
	}
	return response, nil
}

// faults are what the operating system says of a machine that cannot do its work now; each of the stores passes it on. What may be the
// fault of the batch (it takes too long, a limit ends it) is none of them: tried again for ever, it would hold up all that come after.
var faults = []string{
	"no space left on device",
	"disk quota exceeded",
	"read-only file system",
	"input/output error",
	"stale file handle",
	"too many open files",
	"cannot allocate memory",
}

func isFault(answer string) bool {
	answer = strings.ToLower(answer)
	for _, fault := range faults {
		if strings.Contains(answer, fault) {
			return true
		}
	}
	return false
}
