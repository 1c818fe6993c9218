import { type DataFrame, type Field, FieldType } from '@grafana/data';

/** The frames a time axis can show: those with a time and a number. Text, as a table would want it, is left out. */
export function withTimeField(frames: readonly DataFrame[]): DataFrame[] {
  return frames
    .filter(({ fields }) => has(fields, FieldType.time) && has(fields, FieldType.number))
    .map((frame) => ({
      ...frame,
      fields: frame.fields.filter(({ type }) => type === FieldType.time || type === FieldType.number),
    }))
    .map((frame) => ({ ...frame, fields: [...frame.fields].sort((a, b) => rank(a) - rank(b)) }));
}

const has = (fields: readonly Field[], type: FieldType) => fields.some((field) => field.type === type);

const rank = ({ type }: Field) => (type === FieldType.time ? 0 : 1);
