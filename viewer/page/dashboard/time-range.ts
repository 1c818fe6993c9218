import { type SceneObjectUrlValues, SceneTimeRange } from '@grafana/scenes';
import { timeIn } from './time-in';

/** The range of the address, in whatever form a person or another program wrote it there; what is no time changes nothing. */
export class AddressedTimeRange extends SceneTimeRange {
  override updateFromUrl(values: SceneObjectUrlValues): void {
    const at = (name: 'from' | 'to') => timeIn([values[name]].flat()[0]);
    super.updateFromUrl({ ...values, from: at('from'), to: at('to') });
  }
}
