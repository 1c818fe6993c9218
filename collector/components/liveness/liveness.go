package liveness

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.uber.org/zap"
)

type liveness struct {
	config Config
	next   consumer.Metrics
	logger *zap.Logger
	stop   context.CancelFunc
	asking sync.WaitGroup
}

// Start has every target asked by itself: one that hangs keeps none of the others waiting.
func (l *liveness) Start(context.Context, component.Host) error {
	running, stop := context.WithCancel(context.Background())
	l.stop = stop
	for _, target := range l.config.Targets {
		l.asking.Add(1)
		go func() {
			defer l.asking.Done()
			l.keepAsking(running, target)
		}()
	}
	return nil
}

// Shutdown waits for nobody's answer.
func (l *liveness) Shutdown(context.Context) error {
	if l.stop != nil {
		l.stop()
	}
	l.asking.Wait()
	return nil
}

func (l *liveness) keepAsking(running context.Context, target Target) {
	next := time.NewTicker(l.config.Interval)
	defer next.Stop()
	answered := true
	for {
		err := l.ask(running, target)
		if running.Err() != nil {
			return
		}
		if (err == nil) != answered {
			answered = err == nil
			l.logger.Info("a target answers, or does not", zap.String("target", target.Service), zap.Bool("answers", answered), zap.Error(err))
		}
		if err := l.next.ConsumeMetrics(running, up(target, answered, time.Now())); err != nil {
			l.logger.Debug("the answer of a target was not taken", zap.String("target", target.Service), zap.Error(err))
		}
		select {
		case <-running.Done():
			return
		case <-next.C:
		}
	}
}

func (l *liveness) ask(running context.Context, target Target) error {
	within, cancel := context.WithTimeout(running, l.config.Timeout)
	defer cancel()
	if target.Protocol == "kafka" && l.config.TLS != nil {
		return askKafkaOverTLS(within, target.Endpoint, *l.config.TLS)
	}
	return protocols[target.Protocol](within, target.Endpoint)
}

func up(target Target, answered bool, at time.Time) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	resource := metrics.ResourceMetrics().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", target.Service)
	resource.Resource().Attributes().PutStr("service.instance.id", target.Instance)
	metric := resource.ScopeMetrics().AppendEmpty().Metrics().AppendEmpty()
	metric.SetName("up")
	metric.SetDescription("Whether the target answered")
	point := metric.SetEmptyGauge().DataPoints().AppendEmpty()
	point.SetTimestamp(pcommon.NewTimestampFromTime(at))
	if answered {
		point.SetDoubleValue(1)
	} else {
		point.SetDoubleValue(0)
	}
	return metrics
}
