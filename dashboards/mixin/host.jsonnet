local metrics = import 'metrics.libsonnet';
local house = import 'house.libsonnet';

local toService = house.dashboardLink('service', 'Service');
local toDatabase = house.dashboardLink('postgresql', 'PostgreSQL');
local toPipeline = house.dashboardLink('telemetry-pipeline', 'Telemetry pipeline');
local toIncident = house.dashboardLink('incident', 'Incident');

local busy = '1 - avg(%s)' % house.series(metrics.hostCpu, 'state="idle"');
local cores = 'count(count by (cpu) (%s))' % house.series(metrics.hostCpu, 'state="idle"');
local used = 'sum(%s)' % house.series(metrics.hostMemoryShare, 'state="used"');
local full = 'max by (mountpoint) (%s)' % house.series(metrics.hostFilesystemShare);
local disk(direction) = house.sum(['device'], house.rate(metrics.hostDiskIo, 'direction="%s"' % direction));
local network(direction) = house.sum(['device'], house.rate(metrics.hostNetworkIo, 'direction="%s"' % direction));

{
  title: 'Host and containers',
  description: 'The machine, and every process of the platform on it. For the question whether the machine is the limit.',
  tags: ['host'],
  rows: [
    {
      title: 'Now',
      lines: [[
        house.gauge({
          title: 'Processor',
          description: 'Share of the processor in use. An alert fires above 80 % for ten minutes.',
          unit: 'percentunit',
          max: 1,
          thresholds: house.ceiling(0.7, 0.8),
          queries: [house.query('busy', busy)],
          next: toService,
        }),
        house.gauge({
          title: 'Memory',
          description: 'Share of the memory in use, caches left out. An alert fires above 90 % for five minutes.',
          unit: 'percentunit',
          max: 1,
          thresholds: house.ceiling(0.8, 0.9),
          queries: [house.query('used', used)],
          next: toService,
        }),
        house.gauge({
          title: 'Fullest file system',
          description: 'When it is full the databases and the queues of the collector stop.',
          unit: 'percentunit',
          max: 1,
          thresholds: house.ceiling(0.8, 0.9),
          queries: [house.query('full', 'max(%s)' % full)],
          next: toPipeline,
        }),
        house.gauge({
          title: 'Load per core',
          description: 'Threads that run or want to run, per core, mean of five minutes. Above 1 they queue.',
          unit: 'none',
          max: 4,
          thresholds: house.ceiling(1, 2),
          queries: [house.query('load', 'max(%s) / %s' % [house.series(metrics.hostLoad5), cores])],
          next: toIncident,
        }),
      ]],
    },
    {
      title: 'Machine',
      lines: [
        [
          house.timeSeries({
            title: 'Processor by state',
            description: 'Share of the time. `wait` is time spent waiting for disks, `steal` is taken by the neighbours on the same hardware.',
            unit: 'percentunit',
            stacked: true,
            queries: [house.query('{{state}}', 'avg by (state) (%s)' % house.series(metrics.hostCpu, 'state!="idle"'))],
            next: toService,
          }),
          house.timeSeries({
            title: 'Memory by use',
            description: 'Cached memory is given back when it is needed; used memory is not.',
            unit: 'bytes',
            stacked: true,
            queries: [house.query('{{state}}', 'sum by (state) (%s)' % house.series(metrics.hostMemory))],
            next: toService,
          }),
          house.timeSeries({
            title: 'Load',
            description: 'Threads that run or want to run, against the number of cores.',
            unit: 'short',
            queries: [
              house.query('1 minute', 'max(%s)' % house.series(metrics.hostLoad1)),
              house.query('5 minutes', 'max(%s)' % house.series(metrics.hostLoad5)),
              house.query('cores', cores),
            ],
            next: toIncident,
          }),
        ],
        [
          house.timeSeries({
            title: 'Disk',
            description: 'Bytes per second. Kafka, PostgreSQL and the queues of the collector write through.',
            unit: 'Bps',
            queries: [
              house.query('read {{device}}', disk('read')),
              house.query('written {{device}}', disk('write')),
            ],
            next: toDatabase,
          }),
          house.timeSeries({
            title: 'Disk busy',
            description: 'Share of the time a disk was busy. Near 100 % everything that writes waits.',
            unit: 'percentunit',
            thresholds: house.ceiling(0.7, 0.9),
            queries: [house.query('{{device}}', house.sum(['device'], house.rate(metrics.hostDiskBusy)))],
            next: toDatabase,
          }),
          house.timeSeries({
            title: 'Network',
            description: 'Bytes per second. Between the platform\'s own parts everything runs over the loopback device.',
            unit: 'Bps',
            queries: [
              house.query('in {{device}}', network('receive')),
              house.query('out {{device}}', network('transmit')),
            ],
            next: toPipeline,
          }),
          house.timeSeries({
            title: 'File systems',
            description: 'Share in use.',
            unit: 'percentunit',
            thresholds: house.ceiling(0.8, 0.9),
            queries: [house.query('{{mountpoint}}', full)],
            next: toPipeline,
          }),
        ],
      ],
    },
    {
      title: 'Processes (containers, where there are some)',
      lines: [[
        house.timeSeries({
          title: 'Processor by process',
          description: 'Cores each part of the platform uses. The one that grows with the load average is the culprit.',
          unit: 'none',
          queries: [
            house.query('{{service_name}}', house.sum(['service_name'], house.rate(metrics.processCpu))),
            house.query('{{service_name}}', house.sum(['service_name'], house.rate(metrics.collectorCpu))),
          ],
          next: toService,
        }),
        house.timeSeries({
          title: 'Memory by process',
          description: 'What each part holds in memory.',
          unit: 'bytes',
          queries: [
            house.query('{{service_name}}', house.sum(['service_name'], house.series(metrics.processResidentMemory))),
            house.query('{{service_name}}', house.sum(['service_name'], house.series(metrics.collectorMemory))),
          ],
          next: toService,
        }),
        house.timeSeries({
          title: 'Open files',
          description: 'Open file descriptors of each process. A slope that never falls is a leak.',
          unit: 'short',
          queries: [house.query('{{service_name}}', house.sum(['service_name'], house.series(metrics.processOpenHandles)))],
          next: toIncident,
        }),
      ]],
    },
  ],
}
