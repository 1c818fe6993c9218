#!/bin/bash
# As the script of the official archive: writes the log of the garbage collector below LOG_DIR for the server, and fails where it cannot.
LOG_DIR=${LOG_DIR:-/opt/kafka/logs}
mkdir -p "$LOG_DIR"
exec "$JAVA_HOME/bin/java" ${KAFKA_HEAP_OPTS:--Xmx256M} \
  ${KAFKA_JVM_PERFORMANCE_OPTS:--server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -Djava.awt.headless=true} \
  $GC_LOG -Dkafka.logs.dir="$LOG_DIR" -cp '/opt/kafka/libs/*' ${KAFKA_OPTS:-} "$@"
