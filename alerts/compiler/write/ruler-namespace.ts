import type { RuleGroup } from '../rules';
import { quotedText, writeGroups, writeHeader } from './rules-file';

/** What `mimirtool rules load` reads, one document for each namespace: https://grafana.com/docs/mimir/latest/manage/tools/mimirtool/#rules */
export const writeRulerNamespace = (namespace: string, groups: readonly RuleGroup[], header: readonly string[]) =>
  `${writeHeader(header)}\nnamespace: ${quotedText(namespace)}\n${writeGroups(groups)}`;
