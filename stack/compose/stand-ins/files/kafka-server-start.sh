#!/bin/bash
export GC_LOG="-Xlog:gc*:file=${LOG_DIR:-/opt/kafka/logs}/kafkaServer-gc.log:time,tags:filecount=10,filesize=100M"
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G}
exec /opt/kafka/bin/kafka-run-class.sh kafka.Kafka "$@"
