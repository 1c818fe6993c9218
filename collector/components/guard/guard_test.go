package guard

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric/noop"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

func noCounts(t testing.TB) counts {
	counts, err := newCounts(noop.NewMeterProvider().Meter(""))
	require.NoError(t, err)
	return counts
}

func newMessage(of protoreflect.MessageDescriptor) protoreflect.Message {
	kind, err := protoregistry.GlobalTypes.FindMessageByName(of.FullName())
	if err != nil {
		panic(err)
	}
	return kind.New()
}

func TestWhatIsSecretOrPersonalIsMasked(t *testing.T) {
	for text, clean := range map[string]string{
		"card 4111111111111111 declined":          "card **** declined",
		"card 4111 1111 1111 1111.":               "card ****.",
		"5555-5555-5555-4444":                     "****",
		"q=6011%201111%201111%201117&x=1":         "q=****&x=1",
		"order 3 4111111111111111":                "order 3 ****",
		"4111 1111 1111 1111 12/27":               "**** 12/27",
		"4111-1111-1111-1111 737":                 "****",
		"card_4012888888881881_end":               "card_****_end",
		"card4012888888881881end":                 "card****end",
		"378282246310005":                         "****",
		"3056 930902 5904":                        "****",
		"2223003122003222":                        "****",
		"\"cvv\": \"2391\"":                       "\"****\"",
		"cvc=2392":                                "****",
		"to jane.doe+shop@example.co.uk now":      "to **** now",
		"john.roe%40example.org":                  "****",
		"Bearer abc123DEF456ghi789":               "****",
		"Authorization: Bearer zyx987WVU654":      "****",
		"jwt eyJhbGciOiJIUzI1.eyJzdWIiOiIx.sig_1": "jwt ****",
		"x-api-key: 0123456789abcdef":             "****",
		"tok_declined":                            "****",
		"sk_live_51HxSightline":                   "****",
		"postgres://app:hunter22@127.0.0.1/x":     "postgres****127.0.0.1/x",
		"broken \xff 4111111111111111":            "broken \uFFFD ****",
	} {
		assert.Equal(t, clean, redact(text))
	}
}

func TestWhatAPersonNeedsToFollowARequestStays(t *testing.T) {
	for _, text := range []string{
		"4bf92f3577b34da6a3ce929d0e0e4736", "41111111111111114111111111111111",
		"00-4bf92f3577b34da6a3ce929d0e0e4736-4444333322221111-01", "018f4e5a-7b1c-7d2e-8f3a-411111111111",
		"41234123-4123-4123-8123-412341234123", "1763716800123", "1763716800123000000", "0.4111111111111111",
		"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "2026-11-21 2026-11-22 2026-11-23", "SKU-4111-BLUE", "/orders/:id/cancel",
		"Error: x\n    at Object.<anonymous> (/app/services/order/dist/main.js:12:34)",
	} {
		assert.Equal(t, text, redact(text))
	}
}

// A scan that finds nothing is a proof: whatever the patterns would mask, it sees.
func TestAScanSeesAllThatThePatternsFind(t *testing.T) {
	for _, text := range []string{
		"PASSWORD: abcdef", "Passphrase=abcdef", "SECRET=abcdef", "my_token=abcdef", "Api-Key=abcdef", "BASIC abcdefghi", "security code 123",
		"CVV2 123", "csc=1234", "pk_test_abcdefgh", "rk_live_abcdefgh", "gho_abcdefghijklmnopqrstu", "xoxb-0123456789", "AKIAIOSFODNN7EXAMPLE",
		"glpat-abcdefghijklmnopq", "a@b.cd", "a%40b.cd", "_eyJabcdefgh.abcdefgh",
	} {
		assert.NotEqual(t, text, redact(text), text)
	}
}

func TestValuesUnderSecretKeysAndKeysThatAreSecretsAreMasked(t *testing.T) {
	span, attributes := newSpan()
	attributes.PutStr("http.request.header.authorization", "swordfish")
	attributes.PutInt("card.cvv", 2393)
	attributes.PutStr("jane@example.com", "a")
	attributes.PutStr("joe@example.com", "b")
	attributes.PutStr("span_id", "4111111111111111")
	attributes.PutEmptyMap("nested").PutEmptySlice("list").AppendEmpty().SetEmptyMap().PutStr("4111111111111111", "x")
	guardSpan(t, span, Config{})

	assert.Equal(t, map[string]any{
		"http.request.header.authorization": mask, "card.cvv": mask, "masked": "a", "span_id": "4111111111111111",
		"nested": map[string]any{"list": []any{map[string]any{"masked": "x"}}},
	}, attributes.AsRaw())
}

func TestAQueryKeepsItsShapeAlone(t *testing.T) {
	span, attributes := newSpan()
	attributes.PutStr("db.query.text", "select 1 from cards where pan = 4111 or note = 'it''s jane'")
	guardSpan(t, span, Config{Queries: []string{"db.query.text"}})

	assert.Equal(t, map[string]any{"db.query.text": "select 1 from cards where pan = ? or note = ?"}, attributes.AsRaw())
}

func TestWhatIsTooLargeIsCutAndSaysSo(t *testing.T) {
	record := plog.NewLogRecord()
	record.Body().SetStr(strings.Repeat("b", 1<<20))
	record.Attributes().PutStr("exception.stacktrace", strings.Repeat("é", 300_000))
	record.Attributes().PutStr("exception.type", "Error")
	for i := range 500 {
		record.Attributes().PutStr(fmt.Sprintf("many.%d", i), "x")
	}
	newPass(t, Config{}).record(record)

	size, leaves := sizeOf(record.Attributes())
	assert.LessOrEqual(t, size, maxItemBytes)
	assert.LessOrEqual(t, leaves, maxItemCount)
	assert.LessOrEqual(t, len(record.Body().Str()), maxBodyBytes)
	stack, _ := record.Attributes().Get("exception.stacktrace")
	assert.Contains(t, stack.Str(), "… [cut: ")
	assert.EqualValues(t, 502-maxItemCount, record.DroppedAttributesCount())
}

func TestSizesStayWithinTheirLimitsHoweverTheyAreMadeUp(t *testing.T) {
	fill := map[string]func(pcommon.Map){
		"keys alone": func(m pcommon.Map) {
			for i := range 60 {
				m.PutStr(strings.Repeat("k", 5_000)+fmt.Sprint(i), "")
			}
		},
		"nested maps": func(m pcommon.Map) {
			for i := range 50 {
				child := m.PutEmptyMap(fmt.Sprint("child", i))
				for j := range 50 {
					child.PutStr(fmt.Sprint(j), strings.Repeat("v", 100))
				}
			}
		},
		"a long list": func(m pcommon.Map) {
			list := m.PutEmptySlice("list")
			for range 100_000 {
				list.AppendEmpty().SetStr("value")
			}
		},
		"bytes": func(m pcommon.Map) { m.PutEmptyBytes("bytes").FromRaw(make([]byte, 1<<20)) },
	}
	for name, fill := range fill {
		t.Run(name, func(t *testing.T) {
			span, attributes := newSpan()
			fill(attributes)
			guardSpan(t, span, Config{})
			size, leaves := sizeOf(attributes)
			assert.LessOrEqual(t, size, maxItemBytes)
			assert.LessOrEqual(t, leaves, maxItemCount)
		})
	}
}

func TestWhoSpeaksIsToldHoweverMuchElseIs(t *testing.T) {
	record := plog.NewLogRecord()
	for i := range 500 {
		record.Attributes().PutStr(fmt.Sprintf("many.%d", i), strings.Repeat("v", 900))
	}
	for _, key := range []string{"service.name", "level", "event", "exception.message"} {
		record.Attributes().PutStr(key, "kept")
	}
	newPass(t, Config{Names: []Bound{{Key: "service.name", Limit: 5}}}).record(record)

	for _, key := range []string{"service.name", "level", "event", "exception.message"} {
		value, _ := record.Attributes().Get(key)
		assert.Equal(t, "kept", value.AsString(), key)
	}
}

func TestALineHasATimeThatAStoreTakes(t *testing.T) {
	for name, at := range map[string]time.Time{
		"1970": time.Unix(0, 1), "eight days ago": time.Now().Add(-8 * 24 * time.Hour), "in an hour": time.Now().Add(time.Hour), "2099": time.Unix(1<<32, 0),
	} {
		record := plog.NewLogRecord()
		record.SetTimestamp(pcommon.NewTimestampFromTime(at))
		newPass(t, Config{}).record(record)
		assert.WithinDuration(t, time.Now(), record.Timestamp().AsTime(), time.Minute, name)
		original, _ := record.Attributes().Get("log.record.original_time")
		assert.Equal(t, at.UTC().Format(time.RFC3339Nano), original.AsString(), name)
	}
	record := plog.NewLogRecord()
	record.SetTimestamp(pcommon.NewTimestampFromTime(time.Now().Add(-time.Hour)))
	newPass(t, Config{}).record(record)
	assert.WithinDuration(t, time.Now().Add(-time.Hour), record.Timestamp().AsTime(), time.Minute)
	assert.Zero(t, record.Attributes().Len())
}

// Loki and Prometheus refuse a whole request, neighbours and all, for a key without an ASCII letter or digit.
func TestEveryKeyCanBeKeptByEveryStore(t *testing.T) {
	for key, want := range map[string]string{
		"":                 "U__",
		"_":                "U___5f_",
		":":                "U___3a_",
		"名前":               "U___540d__524d_",
		"\xff":             "U___fffd_",
		"4111111111111111": "masked",
		"a":                "a",
		"Ω1":               "Ω1",
		"http.route":       "http.route",
	} {
		assert.Equal(t, want, cleanKey(key), "%q", key)
	}
	random := rand.New(rand.NewPCG(1, 2))
	symbols := []rune("_-.:/ *#@%Ωé名前🙂\x00\ufffdaZ09")
	taken := map[string]string{}
	for range 20_000 {
		var key []rune
		for range random.IntN(40) {
			key = append(key, symbols[random.IntN(len(symbols))])
		}
		clean := cleanKey(string(key))
		assert.Regexp(t, "[a-zA-Z0-9]", clean)
		assert.LessOrEqual(t, len(clean), maxKeyBytes)
		if clean != maskedKey && !strings.HasSuffix(clean, "…") && redact(string(key)) == string(key) {
			assert.Contains(t, []string{"", string(key)}, taken[clean], "two keys of one name")
			taken[clean] = string(key)
		}
	}
}

func TestNoNameOfAFieldIsTooLong(t *testing.T) {
	span, attributes := newSpan()
	long := strings.Repeat("é", 100)
	attributes.PutStr(long, "x")
	attributes.PutEmptyMap("short").PutEmptyMap("path").PutStr("to", "y")
	nested := attributes.PutEmptyMap("nested")
	for range 5 {
		nested = nested.PutEmptyMap(strings.Repeat("k", 30))
	}
	nested.PutStr("card", "z")
	guardSpan(t, span, Config{})

	raw := attributes.AsRaw()
	assert.Equal(t, map[string]any{"path": map[string]any{"to": "y"}}, raw["short"])
	assert.IsType(t, "", raw["nested"])
	assert.NotContains(t, raw["nested"], "z\"")
	for key := range raw {
		assert.LessOrEqual(t, len(key), maxKeyBytes)
	}
}

func TestNamesAreBoundedAndOursAlwaysHaveRoom(t *testing.T) {
	g := newGuard(&Config{Names: []Bound{{Key: "service.name", Limit: 3, Known: []string{"order"}}}}, noCounts(t))
	seen := sync.Map{}
	var senders sync.WaitGroup
	for sender := range 8 {
		senders.Add(1)
		go func() {
			defer senders.Done()
			for i := range 100 {
				traces := ptrace.NewTraces()
				resource := traces.ResourceSpans().AppendEmpty().Resource()
				resource.Attributes().PutStr("service.name", fmt.Sprint("stranger-", sender, "-", i))
				_, err := g.traces(context.Background(), traces)
				assert.NoError(t, err)
				name, _ := resource.Attributes().Get("service.name")
				seen.Store(name.Str(), true)
			}
		}()
	}
	senders.Wait()
	count := 0
	seen.Range(func(any, any) bool { count++; return true })
	assert.Equal(t, 4, count, "three strangers and _OTHER")
	assert.Equal(t, "order", g.names.take("", "service.name", "order"))
}

func TestNobodyTakesTheRoomOfAnother(t *testing.T) {
	names := newNames([]Bound{{Key: "service.version", Limit: 2}})
	take := func(service string, versions ...string) (taken []string) {
		for _, version := range versions {
			taken = append(taken, names.take(service, "service.version", version))
		}
		return taken
	}
	assert.Equal(t, []string{"1", "2", other, "1", other}, take("stranger", "1", "2", "3", "1", strings.Repeat("9", 1000)))
	assert.Equal(t, []string{"3", "4"}, take("order", "3", "4"))
}

func newSpan() (ptrace.Span, pcommon.Map) {
	span := ptrace.NewSpan()
	return span, span.Attributes()
}

func newPass(t testing.TB, config Config) *pass {
	return &pass{guard: newGuard(&config, noCounts(t))}
}

func guardSpan(t testing.TB, span ptrace.Span, config Config) { newPass(t, config).span(span) }

func BenchmarkSpan(b *testing.B) {
	span, attributes := newSpan()
	span.SetName("POST /orders")
	for key, value := range map[string]string{
		"http.request.method": "POST", "http.route": "/orders", "url.scheme": "http", "url.path": "/orders", "server.address": "127.0.0.1",
		"network.protocol.version": "1.1", "client.address": "127.0.0.1", "user_agent.original": "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0",
		"order.id": "018f4e5a-7b1c-7d2e-8f3a-411111111111", "payment.method": "card",
		"db.query.text": "insert into orders (id, customer, total_cents) values ($1, $2, $3) returning id",
	} {
		attributes.PutStr(key, value)
	}
	p := newPass(b, Config{Queries: []string{"db.query.text"}, Names: []Bound{{Key: "server.address", Limit: 10}}})
	for b.Loop() {
		p.span(span)
	}
}
