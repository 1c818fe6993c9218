import { ParseError, Unsupported } from '@sightline/promql/logql';
import { describe, expect, it } from 'vitest';
import { TemplateFault } from './fault';
import { functions } from './functions';
import { template } from './template';

const labels: Readonly<Record<string, string>> = { a: 'Hello', n: '7', empty: '', took: '1.5s', path: '/a b?c=d' };
const run = (source: string) =>
  template(source, (reason) => reason).run({ label: (name) => labels[name], line: 'the line' });

describe('a template', () => {
  it.each([
    ['{{.a}} {{ .missing }}!', 'Hello !'],
    ['{{ __line__ }}', 'the line'],
    ['x {{- .n -}} y', 'x7y'],
    ['{{if eq .n "7"}}seven{{else if .a}}a{{else}}none{{end}}', 'seven'],
    ['{{if and .a (not .empty)}}yes{{end}}', 'yes'],
    ['{{with .a}}<{{.}}>{{end}}', '<Hello>'],
    ['{{/* nothing */}}{{.n | printf "%5s|%-3s|" "x"}}', '    x|7  |'],
    ['{{.a | lower | trunc 4}} {{ trunc -2 .a }}', 'hell lo'],
    ['{{ .a | replace "l" "L" }} {{ Replace .a "l" "L" 1 }}', 'HeLLo HeLlo'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so Go writes a group.
    ['{{ regexReplaceAll "(l+)o" .a "<${1}>" }}', 'He<ll>'],
    ['{{ regexReplaceAllLiteral "l" .a "$1" }}', 'He$1$1o'],
    ['{{ add 1 .n }} {{ div 7 2 }} {{ mulf 1.5 2 }} {{ .n | int | mul 3 }} {{ round 2.345 2 }}', '8 3 3 21 2.35'],
    ['{{ duration .took }} {{ bytes "2KiB" }}', '1.5 2048'],
    ['{{ urlencode .path }} {{ .path | urlencode | urldecode }}', '%2Fa+b%3Fc%3Dd /a b?c=d'],
    ['{{ default "-" .empty }} {{ .a | b64enc | b64dec }}', '- Hello'],
    ['{{ alignLeft 7 .a }}|{{ alignRight 3 .a }}', 'Hello  |llo'],
    ['{{ printf "%d %05.1f %q %t" 3 2.25 .a true }}', '3 002.2 "Hello" true'],
    ['{{ substr 1 3 .a }} {{ count "l" .a }} {{ hasPrefix "He" .a }} {{ upper "straße" }}', 'el 2 true STRAßE'],
  ])('%s', (source, text) => expect(run(source)).toBe(text));

  it('that cannot be read is told when the query is', () => {
    for (const source of ['{{', '{{.a', '{{ nothing .a }}', '{{end}}', '{{if .a}}', '{{ "x }}'])
      expect(() => run(source), source).toThrow(ParseError);
  });

  it('that needs more than this knows says what', () => {
    for (const source of ['{{range .a}}x{{end}}', '{{ $x := .a }}', '{{ __timestamp__ }}', '{{ define "x" }}{{end}}'])
      expect(() => run(source), source).toThrow(Unsupported);
  });

  it('marks the line where a function does not fit', () => {
    for (const source of [
      '{{ div 1 0 }}',
      '{{ bytes .a }}',
      '{{ trunc .a .a }}',
      '{{ eq 1 "1" }}',
      '{{ repeat 100000000 .a }}',
    ])
      expect(() => run(source), source).toThrow(TemplateFault);
  });

  it('calls every function with anything without more than that', () => {
    const given = ['"x"', '1', '-1.5', '.missing', '""'];
    for (const name of Object.keys(functions))
      for (const count of [0, 1, 2, 3, 4])
        for (const value of given) {
          const source = `{{ ${name} ${Array(count).fill(value).join(' ')} }}`;
          try {
            run(source);
          } catch (error) {
            if (!(error instanceof TemplateFault)) throw new Error(`${source}: ${error}`);
          }
        }
  });
});
