import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const source = 'hostmetrics receiver';
const counter = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'counter', unit, description, labels, source });
const gauge = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'gauge', unit, description, labels, source });

const device = ['device', 'direction'] as const;
const mount = ['device', 'mountpoint', 'mode', 'type'] as const;

/** The machine (or the virtual machine of the containers) that everything runs on. */
export const hostInventory = {
  hostCpu: gauge('system_cpu_utilization_ratio', '1', 'Share of the time a core spends in a state', ['cpu', 'state']),
  hostLoad1: gauge('system_cpu_load_average_1m', '{thread}', 'Threads that run or want to, mean of a minute', []),
  hostLoad5: gauge('system_cpu_load_average_5m', '{thread}', 'Threads that run or want to, mean of five minutes', []),
  hostMemory: gauge('system_memory_usage_bytes', 'By', 'Memory by what it is used for', ['state']),
  hostMemoryShare: gauge('system_memory_utilization_ratio', '1', 'Share of the memory by what it is used for', [
    'state',
  ]),
  hostDiskIo: counter('system_disk_io_bytes_total', 'By', 'Bytes read from and written to a disk', device),
  hostDiskOperations: counter('system_disk_operations_total', '{operation}', 'Reads and writes of a disk', device),
  hostDiskBusy: counter('system_disk_io_time_seconds_total', 's', 'Time a disk was busy', ['device']),
  hostFilesystem: gauge('system_filesystem_usage_bytes', 'By', 'Room on a file system by state', [...mount, 'state']),
  hostFilesystemShare: gauge('system_filesystem_utilization_ratio', '1', 'Share of a file system in use', mount),
  hostNetworkIo: counter('system_network_io_bytes_total', 'By', 'Bytes sent and received', device),
  hostNetworkErrors: counter('system_network_errors_total', '{error}', 'Packets lost to an error', device),
  hostNetworkDropped: counter('system_network_dropped_total', '{packet}', 'Packets dropped', device),
} as const;
