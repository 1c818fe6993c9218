import type { MetricDeclaration } from '../catalogue/declare';

const handles = new Map<string, unknown>();

/** One handle per declared name, made at the first use. */
export function handleOf<H>(declaration: Pick<MetricDeclaration, 'name'>, make: () => H): H {
  const existing = handles.get(declaration.name);
  if (existing !== undefined) return existing as H;
  const handle = make();
  handles.set(declaration.name, handle);
  return handle;
}
