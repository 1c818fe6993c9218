/**
 * A text that an RE2 expression matches: the first alternative, the fewest repetitions (but one where `.+` or `.*` stands
 * alone, because Prometheus takes an empty label for a missing one).
 */
export function sampleRegex(pattern: string): string {
  const reader = { pattern, at: 0 };
  const sample = alternatives(reader);
  if (reader.at < pattern.length)
    throw new Error(`The regular expression ${pattern} is more than the test generator understands`);
  return sample;
}

interface Reader {
  readonly pattern: string;
  at: number;
}

const peek = ({ pattern, at }: Reader) => pattern[at];

function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (peek(reader) === '|') {
    reader.at++;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = '';
  for (let next = peek(reader); next !== undefined && next !== '|' && next !== ')'; next = peek(reader))
    text += repeated(reader);
  return text;
}

function repeated(reader: Reader): string {
  const sample = atom(reader);
  const rest = reader.pattern.slice(reader.at);
  const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(rest);
  if (!quantifier) return sample;
  reader.at += quantifier[0].length;
  if (quantifier[1] !== undefined) return sample.repeat(Number(quantifier[1]));
  return quantifier[0].startsWith('?') ? '' : sample;
}

function atom(reader: Reader): string {
  const char = reader.pattern[reader.at++] ?? '';
  if (char === '(') {
    const flags = /^\?(?::|P?<\w+>)/.exec(reader.pattern.slice(reader.at));
    reader.at += flags?.[0].length ?? 0;
    const inner = alternatives(reader);
    reader.at++;
    return inner;
  }
  if (char === '[') return characterClass(reader);
  if (char === '.') return '0';
  if (char === '^' || char === '$') return '';
  if (char !== '\\') return char;
  const escaped = reader.pattern[reader.at++] ?? '';
  return { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' }[escaped] ?? escaped;
}

function characterClass(reader: Reader): string {
  const end = reader.pattern.indexOf(']', reader.at + 1);
  const inner = reader.pattern.slice(reader.at, end);
  reader.at = end + 1;
  const test = new RegExp(`[${inner}]`);
  return (
    ['0', 'a', 'A', '-', '_', '/', ' ', inner.charAt(0)].find((candidate) => test.test(candidate)) ?? inner.charAt(1)
  );
}
