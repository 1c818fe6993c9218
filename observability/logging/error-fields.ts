import { cut } from '../redaction/cut';
import { redactText } from '../redaction/redact';
import { attempt, textOf } from './plain';

/** Characters: what a store of log lines takes with one line, whatever else is in it. */
const limits = { type: 200, message: 4_096, oneStack: 8_192, stacks: 24_576, errors: 20 } as const;

export interface ErrorFields {
  readonly 'exception.type': string;
  readonly 'exception.message': string;
  readonly 'exception.stacktrace'?: string;
}

/**
 * The fields of the semantic conventions for whatever was thrown, redacted and bounded: its causes, and the errors that it gathers, are
 * told in the stack; of an error without a text the text of what is inside. It never throws.
 */
export function errorFields(error: unknown): ErrorFields {
  const stacks = isError(error) ? cut(stacksOf(error).join('\n'), limits.stacks) : undefined;
  return {
    'exception.type': typeOf(error),
    'exception.message': redactText(cut(messageOf(error), limits.message)),
    ...(stacks !== undefined && { 'exception.stacktrace': redactText(stacks) }),
  };
}

/** What an error says; of one that says nothing, what is inside it says. */
export function messageOf(error: unknown, depth = 0): string {
  if (!isError(error)) return attempt(() => ownMessage(error), undefined) ?? textOf(error);
  const own = attempt(() => ownMessage(error), '[unreadable]');
  if (own || depth > 4) return own ?? '';
  const inner = innerOf(error).map(({ error }) => messageOf(error, depth + 1));
  return inner.filter(Boolean).join('; ') || String(attempt(() => (error as { code?: unknown }).code ?? '', ''));
}

function ownMessage(error: unknown): string | undefined {
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : undefined;
}

function typeOf(error: unknown): string {
  if (!isError(error)) return typeof error;
  return redactText(
    cut(
      attempt(() => String(error.name || 'Error'), 'Error'),
      limits.type,
    ),
  );
}

interface Inner {
  readonly how: string;
  readonly error: unknown;
}

/** Its cause, and the errors that it gathers. */
function innerOf(error: Error): Inner[] {
  const gathered = attempt<unknown>(() => (error as { errors?: unknown }).errors, undefined);
  const cause = attempt<unknown>(() => error.cause, undefined);
  return [
    ...(Array.isArray(gathered)
      ? gathered.slice(0, limits.errors).map((each) => ({ how: 'with: ', error: each }))
      : []),
    ...(cause === undefined ? [] : [{ how: 'caused by: ', error: cause }]),
  ];
}

/** The stacks of an error and of all inside it, each once. */
function stacksOf(error: Error): string[] {
  const stacks: string[] = [];
  const seen = new Set<unknown>();
  const tell = ({ how, error }: Inner) => {
    if (stacks.length >= limits.errors || seen.has(error)) return;
    seen.add(error);
    stacks.push(how + cut(isError(error) ? stackOf(error) : textOf(error), limits.oneStack));
    if (isError(error)) innerOf(error).forEach(tell);
  };
  tell({ how: '', error });
  return stacks;
}

function stackOf(error: Error): string {
  const stack = attempt<unknown>(() => error.stack, undefined);
  return typeof stack === 'string' && stack ? stack : `${typeOf(error)}: ${messageOf(error)}`;
}

/** Whether it is an error; a proxy that refuses to say is none. */
export const isError = (value: unknown): value is Error => attempt(() => value instanceof Error, false);
