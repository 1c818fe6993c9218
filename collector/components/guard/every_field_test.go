package guard

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// The messages of the protocol, each with something personal in every field that can hold a text, found by walking its descriptors: a
// field that the protocol gets one day is planted in on the day its module is updated.
func TestNothingPlantedInAnyFieldGetsThrough(t *testing.T) {
	for name, secret := range map[string]string{
		"a card number": "4111111111111111", "an address": "jane.roe@example.com",
		"a card number in groups": "5500 0000 0000 0004", "a password": "password=hunter2secret",
	} {
		t.Run(name, func(t *testing.T) {
			for _, message := range []proto.Message{&traces.TracesData{}, &logs.LogsData{}, &metrics.MetricsData{}} {
				for variant := range variants {
					planted := plant(message.ProtoReflect().Descriptor(), secret, variant)
					sent, err := proto.Marshal(planted.Interface())
					require.NoError(t, err)
					require.Contains(t, string(sent), secret)
					require.NotContains(t, string(guarded(t, message, sent)), secret, "%T, variant %d", message, variant)
				}
			}
		})
	}
}

// variants is one more than the most alternatives that a `oneof` of the protocol has.
const variants = 8

func guarded(t *testing.T, of proto.Message, sent []byte) []byte {
	g := newGuard(&Config{Names: []Bound{{Key: "service.name", Limit: 5}}}, noCounts(t))
	ctx := context.Background()
	var stored []byte
	switch of.(type) {
	case *traces.TracesData:
		data, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(sent)
		require.NoError(t, err)
		data, err = g.traces(ctx, data)
		require.NoError(t, err)
		stored, err = (&ptrace.ProtoMarshaler{}).MarshalTraces(data)
		require.NoError(t, err)
	case *logs.LogsData:
		data, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(sent)
		require.NoError(t, err)
		data, err = g.logs(ctx, data)
		require.NoError(t, err)
		stored, err = (&plog.ProtoMarshaler{}).MarshalLogs(data)
		require.NoError(t, err)
	case *metrics.MetricsData:
		data, err := (&pmetric.ProtoUnmarshaler{}).UnmarshalMetrics(sent)
		require.NoError(t, err)
		data, err = g.metrics(ctx, data)
		require.NoError(t, err)
		stored, err = (&pmetric.ProtoMarshaler{}).MarshalMetrics(data)
		require.NoError(t, err)
	}
	return stored
}

// plant makes a message with a secret in all its texts; of alternatives it takes the one of this variant.
func plant(of protoreflect.MessageDescriptor, secret string, variant int) protoreflect.Message {
	return planter{secret: secret, variant: variant}.message(of, 0)
}

type planter struct {
	secret  string
	variant int
}

// Values hold values without end.
const depth = 14

func (p planter) message(of protoreflect.MessageDescriptor, level int) protoreflect.Message {
	message := newMessage(of)
	if level > depth {
		return message
	}
	for i := range of.Fields().Len() {
		field := of.Fields().Get(i)
		if alternatives := field.ContainingOneof(); alternatives != nil && !alternatives.IsSynthetic() {
			chosen := (p.variant + level) % alternatives.Fields().Len()
			if alternatives.Fields().Get(chosen) != field {
				continue
			}
		}
		if field.IsList() {
			message.Mutable(field).List().Append(p.value(field, level))
			continue
		}
		message.Set(field, p.value(field, level))
	}
	return message
}

func (p planter) value(field protoreflect.FieldDescriptor, level int) protoreflect.Value {
	switch field.Kind() {
	case protoreflect.MessageKind:
		return protoreflect.ValueOfMessage(p.message(field.Message(), level+1))
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(fmt.Sprintf("%s here: %s.", field.Name(), p.secret))
	case protoreflect.BytesKind:
		if strings.HasSuffix(string(field.Name()), "_id") {
			length := 8
			if strings.HasPrefix(string(field.Name()), "trace") || field.Name() == "profile_id" {
				length = 16
			}
			return protoreflect.ValueOfBytes(make([]byte, length))
		}
		return protoreflect.ValueOfBytes([]byte("bytes " + p.secret))
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(1)
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(true)
	case protoreflect.DoubleKind:
		return protoreflect.ValueOfFloat64(0.5)
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return protoreflect.ValueOfUint32(1)
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return protoreflect.ValueOfInt32(1)
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return protoreflect.ValueOfUint64(1)
	default:
		return protoreflect.ValueOfInt64(1)
	}
}
