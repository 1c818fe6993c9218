// Package workqueue declares the queue of changes in Kubernetes. Without a client nothing here is ever called.
package workqueue

type (
	CounterMetric interface{ Inc() }
	GaugeMetric   interface {
		Inc()
		Dec()
	}
	HistogramMetric     interface{ Observe(float64) }
	SettableGaugeMetric interface{ Set(float64) }
)

type MetricsProvider interface {
	NewDepthMetric(queue string) GaugeMetric
	NewAddsMetric(queue string) CounterMetric
	NewLatencyMetric(queue string) HistogramMetric
	NewWorkDurationMetric(queue string) HistogramMetric
	NewUnfinishedWorkSecondsMetric(queue string) SettableGaugeMetric
	NewLongestRunningProcessorSecondsMetric(queue string) SettableGaugeMetric
	NewRetriesMetric(queue string) CounterMetric
}

func SetProvider(MetricsProvider) {}

type TypedQueueConfig[Item comparable] struct{ Name string }

type Typed[Item comparable] struct{}

func NewTypedWithConfig[Item comparable](TypedQueueConfig[Item]) *Typed[Item] { return &Typed[Item]{} }

func (*Typed[Item]) Add(Item) {}

func (*Typed[Item]) Get() (item Item, shutdown bool) { return item, true }

func (*Typed[Item]) Done(Item) {}

func (*Typed[Item]) ShutDown() {}
