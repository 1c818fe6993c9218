import { z } from 'zod';
import { openSloKinds } from './parse/openslo-schema';

/** The JSON Schema that gives editors completion and hints in SLO files. */
export function editorSchema(): object {
  const kinds = Object.values(openSloKinds).map((schema) =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'OpenSLO v1, as far as Sightline supports it, with the sightline.dev/ annotations',
    oneOf: kinds.map(({ $schema: _, ...kind }) => kind),
  };
}
