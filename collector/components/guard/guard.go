package guard

import (
	"context"
	"maps"
	"math"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/xpdata/entity"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

type guard struct {
	names   *names
	queries map[string]struct{}
	counts  counts
	keys    *keys
}

func newGuard(config *Config, counts counts) *guard {
	queries := make(map[string]struct{}, len(config.Queries))
	for _, key := range config.Queries {
		queries[key] = struct{}{}
	}
	return &guard{names: newNames(config.Names), queries: queries, counts: counts, keys: newKeys()}
}

func (g *guard) newPass() *pass {
	return &pass{guard: g, known: g.keys.all()}
}

// pass is one walk through what one request brought.
type pass struct {
	*guard
	// known is what was known of keys when it began, fresh what it has found out since.
	known, fresh  map[string]keyKind
	redacted, cut int64
	folded        map[string]int64
	// service is the one whose resource is looked at.
	service string
}

func (p *pass) tell(ctx context.Context, signal string) {
	p.keys.remember(p.fresh)
	of := metric.WithAttributes(attribute.String("signal", signal))
	if p.redacted > 0 {
		p.counts.redacted.Add(ctx, p.redacted, of)
	}
	if p.cut > 0 {
		p.counts.cut.Add(ctx, p.cut, of)
	}
	for key, count := range p.folded {
		p.counts.folded.Add(ctx, count, metric.WithAttributes(attribute.String("signal", signal), attribute.String("attribute", key)))
	}
}

func (g *guard) traces(ctx context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	p := g.newPass()
	for _, resourceSpans := range traces.ResourceSpans().All() {
		p.resource(resourceSpans.Resource())
		p.whole(resourceSpans.SchemaUrl(), resourceSpans.SetSchemaUrl)
		for _, scopeSpans := range resourceSpans.ScopeSpans().All() {
			p.scope(scopeSpans.Scope())
			p.whole(scopeSpans.SchemaUrl(), scopeSpans.SetSchemaUrl)
			for _, span := range scopeSpans.Spans().All() {
				p.span(span)
			}
		}
	}
	p.tell(ctx, "traces")
	return traces, nil
}

func (p *pass) span(span ptrace.Span) {
	p.name(span.Name(), span.SetName)
	p.whole(span.TraceState().AsRaw(), span.TraceState().FromRaw)
	p.text(span.Status().Message(), span.Status().SetMessage)
	p.short(span.Status().Message(), span.Status().SetMessage)
	p.item(span.Attributes())
	for _, event := range span.Events().All() {
		p.name(event.Name(), event.SetName)
		p.item(event.Attributes())
	}
	for _, link := range span.Links().All() {
		p.whole(link.TraceState().AsRaw(), link.TraceState().FromRaw)
		p.item(link.Attributes())
	}
}

func (g *guard) logs(ctx context.Context, logs plog.Logs) (plog.Logs, error) {
	p := g.newPass()
	for _, resourceLogs := range logs.ResourceLogs().All() {
		p.resource(resourceLogs.Resource())
		p.whole(resourceLogs.SchemaUrl(), resourceLogs.SetSchemaUrl)
		for _, scopeLogs := range resourceLogs.ScopeLogs().All() {
			p.scope(scopeLogs.Scope())
			p.whole(scopeLogs.SchemaUrl(), scopeLogs.SetSchemaUrl)
			for _, record := range scopeLogs.LogRecords().All() {
				p.record(record)
			}
		}
	}
	p.tell(ctx, "logs")
	return logs, nil
}

func (p *pass) record(record plog.LogRecord) {
	p.time(record)
	p.name(record.SeverityText(), record.SetSeverityText)
	p.name(record.EventName(), record.SetEventName)
	p.value("", 0, record.Body(), 0)
	if size, _ := sizeOfValue(record.Body()); size > maxBodyBytes {
		cutValue(record.Body(), maxBodyBytes)
		p.cut++
	}
	left := p.item(record.Attributes())
	record.SetDroppedAttributesCount(record.DroppedAttributesCount() + uint32(left))
}

// How far the time of a line may be from our own clock: less than the stores of lines let it be, which refuse the rest.
const (
	maxAge   = 167 * time.Hour
	maxAhead = 9 * time.Minute
)

// time gives a line whose own time no store takes that of its arrival, and tells the other.
func (p *pass) time(record plog.LogRecord) {
	own := record.Timestamp().AsTime()
	if record.Timestamp() == 0 || record.Timestamp() <= math.MaxInt64 && time.Since(own) < maxAge && time.Until(own) < maxAhead {
		return
	}
	record.Attributes().PutStr("log.record.original_time", own.Format(time.RFC3339Nano))
	record.SetTimestamp(pcommon.NewTimestampFromTime(time.Now()))
	p.cut++
}

func (g *guard) metrics(ctx context.Context, metrics pmetric.Metrics) (pmetric.Metrics, error) {
	p := g.newPass()
	for _, resourceMetrics := range metrics.ResourceMetrics().All() {
		p.resource(resourceMetrics.Resource())
		p.whole(resourceMetrics.SchemaUrl(), resourceMetrics.SetSchemaUrl)
		for _, scopeMetrics := range resourceMetrics.ScopeMetrics().All() {
			p.scope(scopeMetrics.Scope())
			p.whole(scopeMetrics.SchemaUrl(), scopeMetrics.SetSchemaUrl)
			for _, metric := range scopeMetrics.Metrics().All() {
				p.metric(metric)
			}
		}
	}
	p.tell(ctx, "metrics")
	return metrics, nil
}

func (p *pass) metric(metric pmetric.Metric) {
	p.name(metric.Name(), metric.SetName)
	p.name(metric.Unit(), metric.SetUnit)
	p.text(metric.Description(), metric.SetDescription)
	p.short(metric.Description(), metric.SetDescription)
	p.item(metric.Metadata())
	switch metric.Type() {
	case pmetric.MetricTypeGauge:
		p.numbers(metric.Gauge().DataPoints())
	case pmetric.MetricTypeSum:
		p.numbers(metric.Sum().DataPoints())
	case pmetric.MetricTypeHistogram:
		for _, point := range metric.Histogram().DataPoints().All() {
			p.item(point.Attributes())
			p.exemplars(point.Exemplars())
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, point := range metric.ExponentialHistogram().DataPoints().All() {
			p.item(point.Attributes())
			p.exemplars(point.Exemplars())
		}
	case pmetric.MetricTypeSummary:
		for _, point := range metric.Summary().DataPoints().All() {
			p.item(point.Attributes())
		}
	}
}

func (p *pass) numbers(points pmetric.NumberDataPointSlice) {
	for _, point := range points.All() {
		p.item(point.Attributes())
		p.exemplars(point.Exemplars())
	}
}

func (p *pass) exemplars(exemplars pmetric.ExemplarSlice) {
	for _, exemplar := range exemplars.All() {
		p.attributes(exemplar.FilteredAttributes(), 0)
	}
}

// resource looks at what a resource says of itself. Its entities only point to its attributes: one that cannot be trusted takes all along.
func (p *pass) resource(resource pcommon.Resource) {
	p.attributes(resource.Attributes(), 0)
	p.service = ""
	p.fold(resource.Attributes())
	if service, ok := resource.Attributes().Get(serviceKey); ok {
		p.service = service.Str()
	}
	p.fit(resource.Attributes(), maxResourceBytes, maxResourceCount)
	entities := entity.ResourceEntityRefs(resource)
	entities.RemoveIf(func(ref entity.EntityRef) bool {
		dirty := redact(ref.SchemaUrl()) != ref.SchemaUrl() || redact(ref.Type()) != ref.Type()
		for _, keys := range []pcommon.StringSlice{ref.IdKeys(), ref.DescriptionKeys()} {
			for _, key := range keys.All() {
				dirty = dirty || redact(key) != key
			}
		}
		return dirty
	})
}

func (p *pass) scope(scope pcommon.InstrumentationScope) {
	p.name(scope.Name(), scope.SetName)
	p.name(scope.Version(), scope.SetVersion)
	p.attributes(scope.Attributes(), 0)
	p.fit(scope.Attributes(), maxScopeBytes, maxScopeCount)
}

// item looks at the attributes of a span, an event, a link, a record or a point; it returns how many had to be left out.
func (p *pass) item(attributes pcommon.Map) (left int) {
	if attributes.Len() == 0 {
		return 0
	}
	if p.attributes(attributes, 0)&isName != 0 {
		p.fold(attributes)
	}
	return p.fit(attributes, maxItemBytes, maxItemCount)
}

// fold bounds the number of names.
func (p *pass) fold(attributes pcommon.Map) {
	service := p.service
	if own, ok := attributes.Get(serviceKey); ok {
		p.foldValue("", serviceKey, own)
		service = own.Str()
	}
	for key, value := range attributes.All() {
		if key != serviceKey && p.keyKind(key)&isName != 0 {
			p.foldValue(service, key, value)
		}
	}
}

func (p *pass) foldValue(service, key string, value pcommon.Value) {
	if _, isBounded := p.names.bounds[key]; !isBounded {
		return
	}
	was := value.AsString()
	is := p.names.take(service, key, was)
	if is == was && value.Type() == pcommon.ValueTypeStr {
		return
	}
	value.SetStr(is)
	if is != was {
		if p.folded == nil {
			p.folded = map[string]int64{}
		}
		p.folded[key]++
	}
}

// name redacts a field that names something, and keeps it as short as a name.
func (p *pass) name(was string, set func(string)) {
	is := redact(was)
	if len(is) > maxFieldBytes {
		is = cutText(is, maxFieldBytes)
		p.cut++
	}
	if is != was {
		set(is)
		p.redacted++
	}
}

// short cuts a field that is a sentence.
func (p *pass) short(was string, set func(string)) {
	if len(was) > maxTextBytes {
		set(cutText(was, maxTextBytes))
		p.cut++
	}
}

// maxFieldBytes is how long the name of a span, a scope, a metric, an event or a severity may be.
const maxFieldBytes = 512

// keyKind is what is known of a key: keys are few, so each is looked at once.
type keyKind uint8

const (
	isSecret keyKind = 1 << iota
	isDirty
	isName
	isQuery
)

// maxKeys bounds what is remembered; others may send as many keys as they like.
const maxKeys = 10_000

// keys are read by every request at the same time and hardly ever change: a map is replaced, never written.
type keys struct {
	mutex sync.Mutex
	known atomic.Pointer[map[string]keyKind]
}

func newKeys() *keys {
	k := &keys{}
	k.known.Store(&map[string]keyKind{})
	return k
}

func (k *keys) all() map[string]keyKind {
	return *k.known.Load()
}

func (k *keys) remember(fresh map[string]keyKind) {
	if len(fresh) == 0 || len(k.all()) >= maxKeys {
		return
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	known := maps.Clone(k.all())
	for key, kind := range fresh {
		if len(known) >= maxKeys {
			break
		}
		known[key] = kind
	}
	k.known.Store(&known)
}

func (p *pass) keyKind(key string) keyKind {
	if kind, is := p.known[key]; is {
		return kind
	}
	if kind, is := p.fresh[key]; is {
		return kind
	}
	kind := p.kindOf(key)
	if p.fresh == nil {
		p.fresh = map[string]keyKind{}
	}
	if len(p.fresh) < maxKeys {
		p.fresh[key] = kind
	}
	return kind
}

func (g *guard) kindOf(key string) (kind keyKind) {
	if secretKey.MatchString(key) {
		kind |= isSecret
	}
	if cleanKey(key) != key {
		kind |= isDirty
	}
	if _, is := g.names.bounds[key]; is {
		kind |= isName
	}
	if _, is := g.queries[key]; is {
		kind |= isQuery
	}
	return kind
}

// literals are what a query may hold that is somebody's: quoted text and long numbers.
var (
	quotedLiteral = regexp.MustCompile(`'(?:[^']|'')*'`)
	longNumber    = regexp.MustCompile(`[0-9]{4,}`)
)

// shape is a query without its literals. Most queries come with parameters and have none: that is seen without a pattern.
func shape(query string) string {
	if strings.Contains(query, "'") {
		query = quotedLiteral.ReplaceAllString(query, "?")
	}
	digits := 0
	for i := range len(query) {
		if !isDigit(query[i]) {
			digits = 0
		} else if digits++; digits == 4 {
			return longNumber.ReplaceAllString(query, "?")
		}
	}
	return query
}
