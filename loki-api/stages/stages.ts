import type { LabelFormat, NamedLabel, Stage } from '@sightline/promql/logql';
import { compiled, wholeMatch } from '@sightline/promql/logql';
import { parsedName } from '../labels/names';
import { lineMatch } from '../matching/matcher';
import { replacedAll } from '../matching/replace';
import { TemplateFault } from '../template/fault';
import { template } from '../template/template';
import { json } from './json';
import { labelFilterStage, labelsOfFilter } from './label-filter';
import { extract, type Line, type LineStage } from './line';
import { logfmt } from './logfmt';

export interface PreparedStage {
  readonly run: LineStage;
  /** The labels it needs to find. */
  readonly labels: readonly string[];
}

/** Prepares a stage for many lines. @throws {BadQuery} if what it was given makes no sense. */
export function prepared(stage: Stage): PreparedStage {
  switch (stage.kind) {
    case 'line filter': {
      const matches = lineMatch(stage.op, stage.texts);
      return { run: ({ text }) => matches(text), labels: [] };
    }
    case 'label filter':
      return { run: labelFilterStage(stage.filter), labels: labelsOfFilter(stage.filter) };
    case 'json':
      return { run: json(stage.extractions), labels: [] };
    case 'logfmt':
      return { run: logfmt(stage), labels: [] };
    case 'regexp':
      return { run: regexp(stage.pattern), labels: [] };
    case 'line_format':
      return lineFormat(stage.template);
    case 'label_format':
      return labelFormat(stage.formats);
    case 'decolorize':
      return { run: decolorize, labels: [] };
    case 'drop':
      return { run: drop(stage.labels), labels: [] };
    case 'keep':
      return { run: keep(stage.labels), labels: [] };
  }
}

function regexp(source: string): LineStage {
  const pattern = compiled(source);
  const groups = Object.entries(pattern.namedGroups()).sort(([, a], [, b]) => Number(a) - Number(b));
  return (line) => {
    const matcher = pattern.matcher(line.text);
    if (!matcher.find()) return true;
    for (const [name, group] of groups) extract(line, parsedName(name), matcher.group(Number(group)) ?? '');
    return true;
  };
}

const scene = ({ labels, text }: Line) => ({
  label: (name: string) => (name === '__error__' ? labels.error : labels.get(name)),
  line: text,
});

function lineFormat(source: string): PreparedStage {
  const format = template(
    source,
    (reason) => `stage '| line_format ${JSON.stringify(source)}' : invalid line template: template: line:1: ${reason}`,
  );
  const run: LineStage = (line) => {
    try {
      line.text = format.run(scene(line));
    } catch (error) {
      markFault(line, error);
    }
    return true;
  };
  return { run, labels: format.labels };
}

function labelFormat(formats: readonly LabelFormat[]): PreparedStage {
  const steps = formats.map((format) =>
    'rename' in format ? { ...format, needs: [format.rename] } : withTemplate(format.label, format.template),
  );
  const run: LineStage = (line) => {
    // Templates of one stage all see the labels as they were before the first of them.
    let before: Readonly<Record<string, string>> | undefined;
    for (const step of steps) {
      if ('rename' in step) {
        const value = line.labels.get(step.rename);
        if (value === undefined) continue;
        line.labels.set(step.label, value);
        line.found.add(step.label);
        line.labels.delete(step.rename);
        continue;
      }
      before ??= line.labels.all();
      const labels = before;
      try {
        line.labels.set(step.label, step.format.run({ label: (name) => labels[name], line: line.text }));
        line.found.add(step.label);
      } catch (error) {
        markFault(line, error);
      }
    }
    return true;
  };
  return { run, labels: steps.flatMap(({ needs }) => needs) };
}

function withTemplate(label: string, source: string) {
  const format = template(
    source,
    (reason) => `stage '| label_format' : invalid template for label '${label}': template: label:1: ${reason}`,
  );
  return { label, format, needs: format.labels };
}

function markFault(line: Line, error: unknown): void {
  if (!(error instanceof TemplateFault)) throw error;
  line.labels.fail('TemplateFormatErr', error.message);
}

const colours = compiled(
  '[\\x1b\\x{9b}][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07)|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))',
);

function decolorize(line: Line): boolean {
  line.text = replacedAll(colours, line.text, '');
  return true;
}

const tested = (labels: readonly NamedLabel[]) =>
  labels.map(({ label, matcher }) => ({ label, matches: matcher && wholeMatch(matcher) }));

function drop(labels: readonly NamedLabel[]): LineStage {
  const tests = tested(labels);
  return ({ labels: of }) => {
    of.wasThinned = true;
    for (const { label, matches } of tests) {
      if (label === '__error__') {
        if (matches?.(of.error) ?? true) of.error = '';
      } else if (label === '__error_details__') {
        if (matches?.(of.errorDetails) ?? true) of.errorDetails = '';
      } else {
        const value = of.get(label);
        if (matches === undefined ? value !== undefined : matches(value ?? '')) of.delete(label);
      }
    }
    return true;
  };
}

function keep(labels: readonly NamedLabel[]): LineStage {
  const tests = tested(labels);
  const special = new Set(['__error__', '__error_details__', '__preserve_error__']);
  return ({ labels: of }) => {
    of.wasThinned = true;
    for (const [name, value] of Object.entries(of.all())) {
      if (special.has(name)) continue;
      if (!tests.some(({ label, matches }) => label === name && (matches?.(value) ?? true))) of.delete(name);
    }
    return true;
  };
}
