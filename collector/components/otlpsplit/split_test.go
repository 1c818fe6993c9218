package otlpsplit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/metric/noop"
	"go.uber.org/zap"
)

// A backend that, as Prometheus does, refuses all of a request that holds a point it does not like.
type backend struct {
	requests int
	taken    []string
}

func (b *backend) send(_ context.Context, metrics pmetric.Metrics) error {
	b.requests++
	var names []string
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, metric := range scope.Metrics().All() {
				for _, point := range metric.Gauge().DataPoints().All() {
					name := fmt.Sprintf("%s/%d", metric.Name(), point.IntValue())
					if strings.HasPrefix(name, "bad") {
						return consumererror.NewPermanent(errors.New("refused"))
					}
					if name == "away/0" {
						return errors.New("not reachable")
					}
					names = append(names, name)
				}
			}
		}
	}
	b.taken = append(b.taken, names...)
	return nil
}

func pushed(t *testing.T, names ...string) (*backend, error) {
	metrics := pmetric.NewMetrics()
	for _, name := range names {
		metric := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty().Metrics().AppendEmpty()
		metric.SetName(name)
		metric.SetEmptyGauge()
		for value := range 2 {
			metric.Gauge().DataPoints().AppendEmpty().SetIntValue(int64(value))
		}
	}
	counter, err := noop.NewMeterProvider().Meter("").Int64Counter("refused")
	require.NoError(t, err)
	b := &backend{}
	s := &splitter{send: b.send, refused: counter, logger: zap.NewNop()}
	return b, s.push(context.Background(), metrics)
}

func TestABatchThatIsTakenIsSentOnce(t *testing.T) {
	b, err := pushed(t, "a", "b", "c")
	require.NoError(t, err)
	assert.Equal(t, 1, b.requests)
	assert.Len(t, b.taken, 6)
}

func TestWhatIsRefusedIsLeftOutAloneWhereverItStands(t *testing.T) {
	for _, bad := range [][]int{{0}, {49}, {17}, {3, 4}, {0, 25, 49}} {
		names := make([]string, 50)
		for i := range names {
			names[i] = fmt.Sprint("good", i)
		}
		for _, i := range bad {
			names[i] = "bad"
		}
		b, err := pushed(t, names...)
		require.NoError(t, err)
		assert.Len(t, b.taken, 2*(50-len(bad)))
		assert.NotContains(t, strings.Join(b.taken, " "), "bad")
	}
}

func TestABackendThatIsAwayGetsEverythingAgain(t *testing.T) {
	_, err := pushed(t, "good", "bad", "away")
	assert.ErrorContains(t, err, "not reachable")
}

func TestABatchThatIsAllBadCostsABoundedNumberOfTries(t *testing.T) {
	names := make([]string, 2_000)
	for i := range names {
		names[i] = "bad"
	}
	b, err := pushed(t, names...)
	require.NoError(t, err)
	assert.LessOrEqual(t, b.requests, 2*maxTries)
}
