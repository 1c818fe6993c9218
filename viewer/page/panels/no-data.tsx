import type { FieldConfigSource } from '@grafana/data';

export const NoData = ({ fieldConfig }: { fieldConfig?: FieldConfigSource }) => (
  <div className="panel-empty">{fieldConfig?.defaults.noValue ?? 'No data'}</div>
);
