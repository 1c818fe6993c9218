import { ParseError } from '@sightline/promql/logql';
import { TemplateFault } from './fault';
import { functions } from './functions';
import { whole } from './numbers';
import { BadTemplate, type Command, type Node, type Operand, type Pipeline, parseTemplate } from './parse';
import { printed } from './print';
import { goTruth } from './truth';
import type { Value } from './value';

/** What a template sees of a line. */
export interface Scene {
  readonly label: (name: string) => string | undefined;
  readonly line: string;
}

export interface Template {
  /** The labels it asks for. */
  readonly labels: readonly string[];
  /** @throws {TemplateFault} */
  run(scene: Scene): string;
}

/** @param said puts the reason into the words of the stage. @throws {ParseError} */
export function template(source: string, said: (reason: string) => string): Template {
  let nodes: readonly Node[];
  try {
    nodes = parseTemplate(source, (name) => name === '__line__' || Object.hasOwn(functions, name));
  } catch (error) {
    if (error instanceof BadTemplate) throw new ParseError(said(error.message));
    throw error;
  }
  return { labels: labelsOf(nodes), run: (scene) => new Run(scene).nodes(nodes) };
}

class Run {
  readonly #scene: Scene;
  /** What `.` is inside of `with`. */
  #dot: Value | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  nodes(nodes: readonly Node[]): string {
    return nodes.map((node) => this.#node(node)).join('');
  }

  #node(node: Node): string {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'output') return printed(this.#pipeline(node.pipeline));
    const value = this.#pipeline(node.condition);
    if (!goTruth(value)) return this.nodes(node.otherwise);
    if (node.kind === 'if') return this.nodes(node.then);
    const outer = this.#dot;
    this.#dot = value;
    const text = this.nodes(node.then);
    this.#dot = outer;
    return text;
  }

  #pipeline(pipeline: Pipeline): Value {
    let last: Value | undefined;
    for (const command of pipeline) last = this.#command(command, last);
    return last ?? '';
  }

  #command([head, ...operands]: Command, piped: Value | undefined): Value {
    if (head === undefined) return '';
    if (head.kind !== 'function') {
      if (operands.length > 0 || piped !== undefined) throw new TemplateFault("can't give argument to non-function");
      return this.#operand(head);
    }
    if (head.name === '__line__') return this.#scene.line;
    const given = operands.map((operand) => this.#operand(operand));
    return call(head.name, piped === undefined ? given : [...given, piped]);
  }

  #operand(operand: Operand): Value {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'pipeline':
        return this.#pipeline(operand.pipeline);
      case 'field':
        if (this.#dot !== undefined) throw new TemplateFault(`can't evaluate field ${operand.name} in type string`);
        return this.#scene.label(operand.name) ?? '';
      case 'all':
        if (this.#dot === undefined) throw new TemplateFault('all labels at once');
        return this.#dot;
      case 'function':
        return this.#command([operand], undefined);
    }
  }
}

function call(name: string, given: readonly Value[]): Value {
  const found = functions[name];
  if (found === undefined) throw new TemplateFault(`function "${name}" not defined`);
  const { takes, variadic, call } = found;
  if (variadic ? given.length < takes.length - (takes.length > 1 ? 1 : 0) : given.length !== takes.length)
    throw new TemplateFault(`wrong number of args for ${name}: want ${takes.length} got ${given.length}`);
  const values = given.map((value, i) => {
    const kind = takes[Math.min(i, takes.length - 1)];
    if (kind === 'text' && typeof value !== 'string')
      throw new TemplateFault(`error calling ${name}: wrong type for value; expected string`);
    if (kind !== 'whole') return value;
    if (typeof value === 'string') throw new TemplateFault(`error calling ${name}: wrong type for value; expected int`);
    return whole(value);
  });
  return (call as (...given: readonly Value[]) => Value)(...values);
}

function labelsOf(nodes: readonly Node[]): readonly string[] {
  const ofPipeline = (pipeline: Pipeline): readonly string[] =>
    pipeline.flatMap((command) =>
      command.flatMap((operand) => {
        if (operand.kind === 'field') return [operand.name];
        return operand.kind === 'pipeline' ? ofPipeline(operand.pipeline) : [];
      }),
    );
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    if (node.kind === 'output') return ofPipeline(node.pipeline);
    return [...ofPipeline(node.condition), ...labelsOf(node.then), ...labelsOf(node.otherwise)];
  });
}
