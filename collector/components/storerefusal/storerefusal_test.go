package storerefusal

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"
)

// answerTo returns what an exporter behind the middleware makes of a store that answers so.
func answerTo(t *testing.T, status int, text string) (int, error) {
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, text, status)
	}))
	defer store.Close()
	made, err := NewFactory().Create(context.Background(), extension.Settings{ID: component.NewID(NewFactory().Type())}, nil)
	require.NoError(t, err)
	transport, err := made.(extensionmiddleware.HTTPClient).GetHTTPRoundTripper(http.DefaultTransport)
	require.NoError(t, err)
	response, err := (&http.Client{Transport: transport}).Post(store.URL, "", nil)
	if err != nil {
		// As Zipkin's exporter says it.
		return 0, fmt.Errorf("failed to push trace data via Zipkin exporter: %w", err)
	}
	defer response.Body.Close()
	return response.StatusCode, nil
}

func TestEveryAnswerIsTakenTriedAgainOrGivenUpAsOTLPHasIt(t *testing.T) {
	triedAgain := map[int]bool{408: true, 429: true, 502: true, 503: true, 504: true}
	for status := 200; status < 600; status++ {
		if status == 301 || status == 302 || status == 303 || status == 307 || status == 308 {
			// Without an address to go to.
			continue
		}
		got, err := answerTo(t, status, "why")
		if status < 300 || triedAgain[status] {
			require.NoError(t, err, "%d", status)
			assert.Equal(t, status, got)
			continue
		}
		assert.True(t, consumererror.IsPermanent(err), "%d: %v", status, err)
		assert.ErrorContains(t, err, fmt.Sprintf("the store refused it with %d", status))
	}
}

func TestARefusalSaysWhyInFewWords(t *testing.T) {
	_, err := answerTo(t, 400, "Expected a PROTO3 encoded list\n")
	assert.ErrorContains(t, err, "400: Expected a PROTO3 encoded list")
	_, err = answerTo(t, 413, strings.Repeat("x", 1<<20))
	assert.Less(t, len(err.Error()), 2*maxReason)
}

func TestAStoreThatIsNotThereIsTriedAgain(t *testing.T) {
	transport := &roundTripper{http.DefaultTransport}
	store := httptest.NewServer(http.NotFoundHandler())
	store.Close()
	_, err := (&http.Client{Transport: transport}).Post(store.URL, "", nil)
	require.Error(t, err)
	assert.False(t, consumererror.IsPermanent(err))
}
