// Package cache declares what watches Kubernetes' objects. Without a client nothing here is ever called.
package cache

import (
	"context"
	"time"

	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/rest"
)

const NamespaceIndex = "namespace"

type (
	Indexers          map[string]IndexFunc
	IndexFunc         func(any) ([]string, error)
	InformerSynced    func() bool
	Reflector         struct{}
	Registration      struct{}
	WatchErrorHandler func(context.Context, *Reflector, error)
	ListerWatcher     interface{ listsAndWatches() }
	ListWatch         struct {
		ListWithContextFunc  func(context.Context, meta.ListOptions) (runtime.Object, error)
		WatchFuncWithContext func(context.Context, meta.ListOptions) (watch.Interface, error)
	}
	ResourceEventHandlerFuncs struct {
		AddFunc    func(any)
		UpdateFunc func(before, after any)
		DeleteFunc func(any)
	}
)

func (*ListWatch) listsAndWatches() {}

type Store interface {
	GetByKey(string) (item any, exists bool, err error)
}

type Indexer interface {
	Store
	ByIndex(name, value string) ([]any, error)
}

type SharedInformer interface {
	AddEventHandler(ResourceEventHandlerFuncs) (*Registration, error)
	GetStore() Store
	HasSynced() bool
	Run(<-chan struct{})
	SetWatchErrorHandlerWithContext(WatchErrorHandler) error
}

type SharedIndexInformer interface {
	SharedInformer
	GetIndexer() Indexer
}

func NewSharedInformer(ListerWatcher, runtime.Object, time.Duration) SharedInformer { return nil }

func NewSharedIndexInformer(ListerWatcher, runtime.Object, time.Duration, Indexers) SharedIndexInformer {
	return nil
}

func DefaultWatchErrorHandler(context.Context, *Reflector, error) {}

func DeletionHandlingMetaNamespaceKeyFunc(any) (string, error) { return "", rest.ErrAbsent }

func MetaNamespaceIndexFunc(any) ([]string, error) { return nil, rest.ErrAbsent }

func SplitMetaNamespaceKey(string) (namespace, name string, err error) { return "", "", rest.ErrAbsent }

func WaitForCacheSync(<-chan struct{}, ...InformerSynced) bool { return false }
