package guard

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

var update = flag.Bool("update", false, "write the descriptors anew")

const descriptorsFile = "../../testing/generated/otlp-fields.json"

type field struct {
	Kind  string `json:"kind"`
	List  bool   `json:"list,omitempty"`
	OneOf string `json:"oneOf,omitempty"`
}

// The tests against the running platform walk the same descriptors, as JSON: `go test ./guard -run Descriptors -update`.
func TestDescriptorsAreThoseOfTheProtocol(t *testing.T) {
	all := map[string]map[string]field{}
	for _, message := range []proto.Message{&traces.TracesData{}, &logs.LogsData{}, &metrics.MetricsData{}} {
		describe(message.ProtoReflect().Descriptor(), all)
	}
	written, err := json.MarshalIndent(all, "", "  ")
	require.NoError(t, err)
	written = append(written, '\n')
	if *update {
		require.NoError(t, os.WriteFile(descriptorsFile, written, 0o644))
	}
	known, err := os.ReadFile(descriptorsFile)
	require.NoError(t, err)
	assert.Equal(t, string(written), string(known), "stale: go test ./guard -run Descriptors -update")
}

func describe(message protoreflect.MessageDescriptor, all map[string]map[string]field) {
	name := string(message.Name())
	if message.Parent() != message.ParentFile() {
		name = string(message.Parent().Name()) + "." + name
	}
	if _, known := all[name]; known {
		return
	}
	fields := map[string]field{}
	all[name] = fields
	for i := range message.Fields().Len() {
		each := message.Fields().Get(i)
		described := field{Kind: each.Kind().String(), List: each.IsList()}
		if inside := each.Message(); inside != nil {
			described.Kind = string(inside.Name())
			if inside.Parent() != inside.ParentFile() {
				described.Kind = string(inside.Parent().Name()) + "." + described.Kind
			}
			describe(inside, all)
		}
		if oneOf := each.ContainingOneof(); oneOf != nil && !oneOf.IsSynthetic() {
			described.OneOf = string(oneOf.Name())
		}
		fields[each.JSONName()] = described
	}
}
