package keptexemplars

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/metric/noop"
)

// Of ids that hash above and below a tenth, as the policy itself decided.
var (
	dropped = pcommon.TraceID([]byte("0123456789abcdef"))
	random  = rand.New(rand.NewPCG(1, 2))
)

func anyID() (id pcommon.TraceID) {
	for i := range id {
		id[i] = byte(random.UintN(256))
	}
	return id
}

type point struct {
	name, unit string
	attributes map[string]any
	value      float64
	id         pcommon.TraceID
}

func sifted(t *testing.T, share float64, p point) int {
	config := NewFactory().CreateDefaultConfig().(*Config)
	config.Share, config.Durations = share, `^traces\.span\.metrics\.|[._]duration([._]|$)`
	require.NoError(t, config.Validate())
	left, err := noop.Meter{}.Int64Counter("left")
	require.NoError(t, err)

	metrics := pmetric.NewMetrics()
	metric := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty().Metrics().AppendEmpty()
	metric.SetName(p.name)
	metric.SetUnit(p.unit)
	data := metric.SetEmptyHistogram().DataPoints().AppendEmpty()
	require.NoError(t, data.Attributes().FromRaw(p.attributes))
	exemplar := data.Exemplars().AppendEmpty()
	exemplar.SetDoubleValue(p.value)
	exemplar.SetTraceID(p.id)
	_, err = newRule(*config).metrics(left)(context.Background(), metrics)
	require.NoError(t, err)
	return data.Exemplars().Len()
}

func TestExemplarsOfTracesThatAreKept(t *testing.T) {
	fast := point{name: "http.server.request.duration", unit: "s", value: 0.01, id: dropped}
	with := func(change func(*point)) point {
		p := fast
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		point
		share float64
		kept  int
	}{
		"all, where all traces are":                  {fast, 100, 1},
		"none of an unremarkable one":                {fast, 0, 0},
		"none of a share that leaves it out":         {fast, 10, 0},
		"a slow one":                                 {with(func(p *point) { p.value = 0.6 }), 0, 1},
		"one that may be slow by its metric alone":   {with(func(p *point) { p.value = 0.51 }), 0, 0},
		"one that was over before the decision":      {with(func(p *point) { p.value = 9 }), 0, 1},
		"one that was decided on before it was over": {with(func(p *point) { p.value = 9.5 }), 0, 0},
		"a slow one in milliseconds":                 {with(func(p *point) { p.unit, p.value = "ms", 600 }), 0, 1},
		"a fast one in milliseconds":                 {with(func(p *point) { p.unit, p.value = "ms", 60 }), 0, 0},
		"a slow one that was scraped":                {with(func(p *point) { p.name, p.unit, p.value = "x_duration_seconds", "", 2 }), 0, 1},
		"a large value that is no duration":          {with(func(p *point) { p.name, p.value = "queue.size", 600 }), 0, 0},
		"a span that failed":                         {with(func(p *point) { p.attributes = map[string]any{"status.code": "STATUS_CODE_ERROR"} }), 0, 1},
		"a span that did not fail":                   {with(func(p *point) { p.attributes = map[string]any{"status.code": "STATUS_CODE_UNSET"} }), 0, 0},
		"a server's failure":                         {with(func(p *point) { p.attributes = map[string]any{"http_response_status_code": "503"} }), 0, 1},
		"a server's failure as a number":             {with(func(p *point) { p.attributes = map[string]any{"http.response.status_code": 500} }), 0, 1},
		"a client's mistake":                         {with(func(p *point) { p.attributes = map[string]any{"http_response_status_code": "404"} }), 0, 0},
		"one without a trace, which misleads nobody": {with(func(p *point) { p.id = pcommon.TraceID{} }), 0, 1},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.kept, sifted(t, c.share, c.point)) })
	}
}

func TestShareOfIDs(t *testing.T) {
	const many = 20_000
	for _, share := range []float64{0, 1, 10, 50, 99.9} {
		r := newRule(Config{Share: share, HashSalt: defaultHashSalt, Slow: time.Second})
		kept := 0
		for range many {
			if r.keepsID(anyID()) {
				kept++
			}
		}
		assert.InDelta(t, share/100, float64(kept)/many, 0.015, "share %v", share)
	}
}

func TestALargerShareKeepsWhatASmallerDid(t *testing.T) {
	for range 2000 {
		id := anyID()
		small, large := random.Float64()*100, random.Float64()*100
		if small > large {
			small, large = large, small
		}
		if newRule(Config{Share: small, HashSalt: defaultHashSalt}).keepsID(id) {
			assert.True(t, newRule(Config{Share: large, HashSalt: defaultHashSalt}).keepsID(id))
		}
	}
}

func TestConfigSaysWhatIsWrong(t *testing.T) {
	for name, config := range map[string]Config{
		"share":         {Share: 101, Slow: time.Second},
		"slow":          {Share: 10},
		"decision_wait": {Share: 10, Slow: time.Second},
		"durations":     {Share: 10, Slow: time.Second, DecisionWait: time.Second, Durations: "("},
	} {
		assert.ErrorContains(t, config.Validate(), name)
	}
}
