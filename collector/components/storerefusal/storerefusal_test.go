package storerefusal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
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
	"google.golang.org/protobuf/encoding/protowire"
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

// spansOf is a list of spans as Zipkin's exporter sends it, each as long as is asked for.
func spansOf(lengths ...int) (list []byte, spans []string) {
	for at, length := range lengths {
		span := fmt.Sprintf("%04d", at) + strings.Repeat("x", length)
		spans = append(spans, span)
		list = protowire.AppendTag(list, 1, protowire.BytesType)
		list = protowire.AppendBytes(list, []byte(span))
	}
	return list, spans
}

// sentTo sends a body to a store that takes so many bytes at once, and says otherwise as it is told to.
func sentTo(t *testing.T, body []byte, limit int, refuse func(http.ResponseWriter)) (taken []string, status int, err error) {
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		if len(body) > limit {
			refuse(w)
			return
		}
		for len(body) > 0 {
			_, _, tag := protowire.ConsumeTag(body)
			span, length := protowire.ConsumeBytes(body[tag:])
			taken = append(taken, string(span))
			body = body[tag+length:]
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	defer store.Close()
	client := &http.Client{Transport: &roundTripper{http.DefaultTransport}}
	response, err := client.Post(store.URL, "application/x-protobuf", bytes.NewReader(body))
	if err != nil {
		return taken, 0, err
	}
	defer response.Body.Close()
	return taken, response.StatusCode, nil
}

var waysToSayTooLarge = map[string]func(http.ResponseWriter){
	"as HTTP has it": func(w http.ResponseWriter) { http.Error(w, "", http.StatusRequestEntityTooLarge) },
	"as Zipkin does": func(w http.ResponseWriter) {
		http.Error(w, "413 Request Entity Too Large", http.StatusInternalServerError)
	},
}

func TestWhatIsTooLargeForOneRequestIsSentInSeveralEachSpanOnce(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for way, refuse := range waysToSayTooLarge {
		for range 50 {
			lengths := make([]int, 1+chance.IntN(60))
			for at := range lengths {
				lengths[at] = chance.IntN(900)
			}
			list, spans := spansOf(lengths...)
			taken, status, err := sentTo(t, list, 1_000, refuse)
			require.NoError(t, err, "%s, %v", way, lengths)
			assert.Equal(t, http.StatusAccepted, status)
			assert.Equal(t, spans, taken, "%s, %v", way, lengths)
		}
	}
}

func TestASpanThatIsTooLargeAloneIsGivenUp(t *testing.T) {
	for _, refuse := range waysToSayTooLarge {
		list, _ := spansOf(5_000)
		_, _, err := sentTo(t, list, 1_000, refuse)
		assert.True(t, consumererror.IsPermanent(err), "%v", err)
	}
}

func TestWhatIsNoListOfSpansIsGivenUpWhole(t *testing.T) {
	for _, body := range []string{strings.Repeat("[]", 1_000), strings.Repeat("\n", 2_001), strings.Repeat("\x00", 2_000)} {
		taken, _, err := sentTo(t, []byte(body), 1_000, waysToSayTooLarge["as Zipkin does"])
		assert.True(t, consumererror.IsPermanent(err), "%v", err)
		assert.Empty(t, taken)
	}
}

func TestAPartThatCannotBeTakenNowHasAllSentAgain(t *testing.T) {
	list, _ := spansOf(900, 900, 900, 900)
	requests := 0
	_, status, err := sentTo(t, list, 1_000, func(w http.ResponseWriter) {
		requests++
		if requests < 3 {
			http.Error(w, "", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "", http.StatusServiceUnavailable)
	})
	require.NoError(t, err)
	assert.Equal(t, http.StatusServiceUnavailable, status)
}

func TestAStoreThatIsNotThereIsTriedAgain(t *testing.T) {
	transport := &roundTripper{http.DefaultTransport}
	store := httptest.NewServer(http.NotFoundHandler())
	store.Close()
	_, err := (&http.Client{Transport: transport}).Post(store.URL, "", nil)
	require.Error(t, err)
	assert.False(t, consumererror.IsPermanent(err))
}
