package guard

import "sync"

// other stands for every name beyond the bound.
const other = "_OTHER"

// serviceKey is the attribute that says who sends. All other names are bounded for each sender, so that nobody takes the room of another.
const serviceKey = "service.name"

// maxNameBytes is how long a name may be: labels and streams are kept in memory by whoever stores them.
const maxNameBytes = 200

// names bounds how many different values some attributes may have: of those that become a label, a stream or a node of a graph.
type names struct {
	bounds map[string]Bound
	mutex  sync.RWMutex
	taken  map[nameSet]map[string]struct{}
}

type nameSet struct{ service, key string }

func newNames(bounds []Bound) *names {
	all := &names{bounds: map[string]Bound{}, taken: map[nameSet]map[string]struct{}{}}
	for _, bound := range bounds {
		all.bounds[bound.Key] = bound
	}
	return all
}

// take returns the value itself while there is room for it, and `_OTHER` from then on.
func (n *names) take(service, key, value string) string {
	if key == serviceKey {
		service = ""
	}
	set := nameSet{service, key}
	n.mutex.RLock()
	_, is := n.taken[set][value]
	n.mutex.RUnlock()
	switch {
	case is || value == other || n.isKnown(key, value):
		return value
	case len(value) > maxNameBytes:
		return other
	}
	n.mutex.Lock()
	defer n.mutex.Unlock()
	taken := n.taken[set]
	if taken == nil {
		taken = map[string]struct{}{}
		n.taken[set] = taken
	}
	if _, is := taken[value]; !is {
		if len(taken) >= n.bounds[key].Limit {
			return other
		}
		taken[value] = struct{}{}
	}
	return value
}

func (n *names) isKnown(key, value string) bool {
	for _, known := range n.bounds[key].Known {
		if known == value {
			return true
		}
	}
	return false
}
