package guard

import (
	"fmt"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Limits of what one item may bring along. Loki takes 64 kB and 128 fields of metadata with a line, the resource's and the scope's
// among them; what is beyond is cut here, because there it costs the whole batch.
const (
	maxResourceBytes = 8 << 10
	maxScopeBytes    = 4 << 10
	maxItemBytes     = 40 << 10
	maxBodyBytes     = 200 << 10
	maxTextBytes     = 4 << 10
	// VictoriaLogs takes no record with a longer name of a field, and spells nested ones as a path.
	maxKeyBytes      = 100
	maxPathBytes     = 120
	maxResourceCount = 24
	maxScopeCount    = 8
	maxItemCount     = 80
)

// fit cuts the values of a map, the longest first, until all of it has at most `bytes`; and leaves out what is more than `count`.
// It returns how many were left out.
func (p *pass) fit(attributes pcommon.Map, bytes, count int) (left int) {
	flatten(attributes)
	size, leaves := sizeOf(attributes)
	if leaves > count {
		kept := 0
		// Who speaks, and what went wrong, is told whatever else there is no room for.
		for key, value := range attributes.All() {
			if p.isEssential(key) {
				_, own := sizeOfValue(value)
				kept += own
			}
		}
		attributes.RemoveIf(func(key string, value pcommon.Value) bool {
			_, own := sizeOfValue(value)
			if p.isEssential(key) && kept <= count {
				return false
			}
			if kept+own <= count {
				kept += own
				return false
			}
			left++
			return true
		})
		size, _ = sizeOf(attributes)
		p.cut++
	}
	for limit := bytes / 2; size > bytes && limit >= 64; limit /= 2 {
		for _, value := range attributes.All() {
			cutValue(value, limit)
		}
		size, _ = sizeOf(attributes)
		p.cut++
	}
	if size > bytes {
		// Keys alone fill it.
		size = 0
		attributes.RemoveIf(func(key string, value pcommon.Value) bool {
			own, _ := sizeOfValue(value)
			if size += len(key) + own; size <= bytes {
				return false
			}
			left++
			return true
		})
	}
	return left
}

// flatten makes text of the maps inside a map whose fields would have too long a path as their name.
func flatten(attributes pcommon.Map) {
	for key, value := range attributes.All() {
		if value.Type() == pcommon.ValueTypeMap && len(key)+longestPath(value.Map()) > maxPathBytes {
			value.SetStr(value.AsString())
		}
	}
}

func longestPath(attributes pcommon.Map) (longest int) {
	for key, value := range attributes.All() {
		path := 1 + len(key)
		if value.Type() == pcommon.ValueTypeMap {
			path += longestPath(value.Map())
		}
		longest = max(longest, path)
	}
	return longest
}

func (p *pass) isEssential(key string) bool {
	return p.keyKind(key)&isName != 0 || key == "level" || key == "event" || strings.HasPrefix(key, "exception.") || strings.HasPrefix(key, "error.")
}

func cutValue(value pcommon.Value, limit int) {
	if size, _ := sizeOfValue(value); size <= limit {
		return
	}
	value.SetStr(cutText(value.AsString(), limit))
}

// cutText shortens a text to about `limit` bytes and says by how much.
func cutText(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	kept := strings.ToValidUTF8(text[:max(0, limit-40)], "")
	return fmt.Sprintf("%s… [cut: %d bytes more]", kept, len(text)-len(kept))
}

// sizeOf is about what a map takes as text, and how many fields it becomes where nested maps are flattened.
func sizeOf(attributes pcommon.Map) (bytes, leaves int) {
	for key, value := range attributes.All() {
		ownBytes, ownLeaves := sizeOfValue(value)
		bytes += ownBytes + len(key)*max(1, ownLeaves)
		leaves += ownLeaves
	}
	return bytes, leaves
}

func sizeOfValue(value pcommon.Value) (bytes, leaves int) {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		return len(value.Str()), 1
	case pcommon.ValueTypeBytes:
		return value.Bytes().Len() * 4 / 3, 1
	case pcommon.ValueTypeMap:
		return sizeOf(value.Map())
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			own, _ := sizeOfValue(item)
			bytes += own + 1
		}
		return bytes, 1
	default:
		return 8, 1
	}
}
