import { describe, expect, it } from 'vitest';
import { compile } from '../compiler/compile';
import { formatDiagnostic, hasErrors } from '../compiler/diagnostics';
import { sloCases } from '.';

describe('an SLO file', () => {
  it.each(sloCases.map((each) => [each.name, each] as const))(
    'with %s',
    (_, { text, options, diagnostics: expected, words }) => {
      const { diagnostics, slos } = compile([{ file: 'slo.yaml', text }], options);
      const found = diagnostics.map(({ severity, code, line = '-' }) => `${severity} ${code} ${line}`);
      expect(found.toSorted(), diagnostics.map(formatDiagnostic).join('\n')).toEqual(expected.toSorted());
      if (words) expect(diagnostics.map(formatDiagnostic).join('\n')).toMatch(words);
      if (!hasErrors(diagnostics)) expect(slos).not.toEqual([]);
    },
  );
});
