export {
  type Addresses,
  addresses,
  addressesOf,
  defaultPorts,
  InvalidAddress,
  knownPorts,
  type PortName,
  portVariable,
} from './addresses';
export { keepApiKeys } from './api-keys';
export { type Asked, askComponents } from './ask-components';
export { HomeKeys, KeyNotChanged } from './change-api-keys';
export type { Component, ComponentName, Site } from './component';
export { allComponents, componentsOf, engines } from './components';
export { ComposeProject, isWell } from './compose/compose-project';
export { whatDockerLacks } from './compose/docker';
export { type Images, provideImages, whatImagesLack } from './compose/images';
export { fillIn } from './config-file';
export { alertmanagerConfig } from './engines/alertmanager/config';
export { keptSpans } from './engines/zipkin';
export { freePort } from './free-port';
export { homeAt, prepareHome } from './home';
export type { Found } from './install/found';
export { type GoTool, goTool } from './install/go-tool';
export { installPrograms } from './install/install-programs';
export type { Installable } from './install/installation';
export { programAtHand, programIfAtHand } from './install/program-at-hand';
export { runTool } from './install/tool';
export { intervene, type Restarted, restart } from './intervene';
export { PlatformError, type PlatformErrorCode } from './platform-error';
export { type ApartOptions, type PrometheusApart, prometheusApart } from './prometheus-apart';
export { prometheusConfig } from './prometheus-config';
export {
  type MeasuredPlatform,
  type PlatformState,
  type RunningComponent,
  readPlatform,
  withMemory,
} from './read-platform';
export { replaceJson } from './replace-json';
export {
  acceptedReplicas,
  applicationOf,
  InvalidReplicas,
  mostReplicas,
  parseReplicas,
  type Replicas,
} from './replicas';
export { duration, type TimeLeft, timeLeft } from './report/duration';
export { type Progress, progressOn, silent, type Task } from './report/progress';
export { type BeingBuilt, beingBuilt, stillBeingBuilt } from './report/still-being-built';
export { componentTable } from './report/table';
export { inRepository, repositoryRoot } from './repository';
export { databaseUrl } from './services/database-url';
export { operatorRoles } from './services/operator-roles';
export { type LogStore, readSettings, type Settings, type SloScale, type TraceStore } from './settings';
export { siteOf } from './site';
export { launchPlatform, type Platform, type StartOptions, startPlatform, stoppedByInterrupt } from './start-platform';
export { stopPlatform } from './stop-platform';
export { BackOff } from './supervise/back-off';
export type { Intervention } from './supervise/interventions';
export { LogFile } from './supervise/log-file';
export { identityOf, isSame, type ProcessIdentity } from './supervise/process-identity';
export { processStat } from './supervise/process-stat';
export { processTree, signalTree } from './supervise/process-tree';
export { between as usedBetween, processingOf as usedProcessing } from './supervise/processing';
export { readState } from './supervise/state';
export { type Priority, prioritize } from './supervise/yield-processor';
export { Authority, type Identity } from './tls/authority';
export type { Certificates } from './tls/certificates';
export { type MadeCertificate, makeCertificates } from './tls/make-certificates';
