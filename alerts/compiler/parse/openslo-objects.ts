import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics';
import { checkShape } from './check-shape';
import { nearest } from './nearest';
import { openSloKinds, unsupportedKeys } from './openslo-schema';
import { Reporter } from './reporter';
import type { YamlDocument } from './yaml-source';

type Kind = keyof typeof openSloKinds;

export interface Stored<K extends Kind> {
  readonly object: z.output<(typeof openSloKinds)[K]>;
  readonly reporter: Reporter;
}

/** All OpenSLO objects of one compilation, by kind and name: SLOs refer to the others, across files. */
export class OpenSloObjects {
  readonly #objects: { [K in Kind]: Map<string, Stored<K>> } = {
    SLO: new Map(),
    SLI: new Map(),
    AlertPolicy: new Map(),
    AlertCondition: new Map(),
    AlertNotificationTarget: new Map(),
    DataSource: new Map(),
    Service: new Map(),
  };
  readonly #reporters: Reporter[] = [];

  get diagnostics(): Diagnostic[] {
    return this.#reporters.flatMap((reporter) => reporter.diagnostics);
  }

  /** Checks a document and keeps it; what is wrong with it is in `diagnostics`. */
  add(document: YamlDocument): void {
    const reporter = new Reporter(document);
    this.#reporters.push(reporter);
    const kind = (document.value as { kind?: unknown }).kind;
    if (typeof kind === 'string' && Object.hasOwn(openSloKinds, kind)) this.#addKind(kind as Kind, document, reporter);
    else {
      const name = String(kind);
      reporter.add({
        code: 'unsupported',
        path: ['kind'],
        reason: `kind ${name} is not supported`,
        hint: `Supported: ${Object.keys(openSloKinds).join(', ')}.`,
      });
    }
  }

  all<K extends Kind>(kind: K): Stored<K>[] {
    return [...this.#objects[kind].values()];
  }

  /** The object a reference names; a missing one is reported where the reference stands. */
  find<K extends Kind>(
    kind: K,
    name: string,
    from: { reporter: Reporter; path: readonly PropertyKey[] },
  ): Stored<K> | undefined {
    const found = this.#objects[kind].get(name);
    if (found) return found;
    const names = [...this.#objects[kind].keys()];
    const meant = nearest(name, names);
    return from.reporter.add({
      code: 'missing-reference',
      path: from.path,
      reason: `there is no ${kind} named ${name}`,
      hint: meant
        ? `Did you mean ${meant}?`
        : `Compile the file that holds it together with this one (known: ${names.join(', ') || 'none'}).`,
    });
  }

  #addKind<K extends Kind>(kind: K, document: YamlDocument, reporter: Reporter): void {
    const checked = checkShape(openSloKinds[kind], document, {
      unsupported: unsupportedKeys,
      unknownKeys: 'error',
      reference: 'See alerts/generated/openslo.schema.json for what is accepted.',
    });
    reporter.diagnostics.push(...checked.diagnostics);
    const object = checked.value as Stored<K>['object'] | undefined;
    if (!object) return;
    const { name } = object.metadata;
    if (this.#objects[kind].has(name))
      reporter.add({
        code: 'duplicate',
        path: ['metadata', 'name'],
        reason: `there are two objects ${kind} ${name}`,
        hint: 'Give one another name.',
      });
    else this.#objects[kind].set(name, { object, reporter });
  }
}
