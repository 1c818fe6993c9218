package storefault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"
)

// answerTo returns what a client behind the middleware gets from a store that answers so.
func answerTo(t *testing.T, status int, text string) (int, string) {
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, text, status)
	}))
	defer store.Close()
	made, err := NewFactory().Create(context.Background(), extension.Settings{ID: component.NewID(NewFactory().Type())}, nil)
	require.NoError(t, err)
	transport, err := made.(extensionmiddleware.HTTPClient).GetHTTPRoundTripper(http.DefaultTransport)
	require.NoError(t, err)
	response, err := (&http.Client{Transport: transport}).Post(store.URL, "", nil)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

func TestAFaultOfTheMachineIsTriedAgain(t *testing.T) {
	for _, fault := range []error{
		syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO, syscall.ESTALE, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM,
	} {
		// As Prometheus says it.
		said := fmt.Errorf("write to WAL: log samples: %w", &os.PathError{Op: "write", Path: "/data/wal/00000001", Err: fault})
		status, body := answerTo(t, http.StatusInternalServerError, said.Error())
		assert.Equal(t, http.StatusServiceUnavailable, status, "%v", fault)
		assert.Equal(t, said.Error()+"\n", body)
	}
}

func TestWhatMayBeTheFaultOfTheBatchIsNotTriedAgain(t *testing.T) {
	for _, said := range []error{
		errors.New("label name \"a\" is not unique: invalid sample"),
		errors.New(""),
		context.DeadlineExceeded,
		context.Canceled,
		os.ErrDeadlineExceeded,
		errors.New(strings.Repeat("x", maxReason) + "no space left on device"),
	} {
		status, body := answerTo(t, http.StatusInternalServerError, said.Error())
		assert.Equal(t, http.StatusInternalServerError, status)
		assert.Equal(t, said.Error()+"\n", body)
	}
}

func TestEveryOtherAnswerStaysAsItIs(t *testing.T) {
	for _, status := range []int{200, 204, 400, 404, 429, 501, 502, 503} {
		got, _ := answerTo(t, status, "no space left on device")
		assert.Equal(t, status, got)
	}
}

func TestAnAnswerWithoutEndIsReadToABound(t *testing.T) {
	status, body := answerTo(t, http.StatusInternalServerError, strings.Repeat("x", 10*maxAnswer))
	assert.Equal(t, http.StatusInternalServerError, status)
	assert.Len(t, body, maxAnswer)
}
