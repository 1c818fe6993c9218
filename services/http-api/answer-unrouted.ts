import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem';
import { sendProblem } from './problem.filter';

/** The methods of each route, to say which there are where another was asked for. */
export class Routes {
  readonly #methods = new Map<string, Set<string>>();

  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method }) => {
      const methods = this.#methods.get(url) ?? new Set();
      for (const each of [method].flat()) methods.add(each);
      this.#methods.set(url, methods);
    });
  }

  /** What can be done at an address; nothing where there is none. */
  methodsAt(path: string): readonly string[] {
    const segments = path.split('/', 20);
    const found = [...this.#methods].filter(([template]) => path === '*' || matches(template.split('/'), segments));
    return [...new Set(found.flatMap(([, methods]) => [...methods]))].sort();
  }

  /** For an address that exists it says what can be done there, and for any other that it does not exist. */
  answer(request: FastifyRequest, reply: FastifyReply): void {
    const methods = this.methodsAt(request.url.split('?', 1)[0] ?? '');
    const allow = [...methods, 'OPTIONS'].join(', ');
    if (methods.length === 0) sendProblem(notFound(), request, reply);
    else if (request.method === 'OPTIONS') reply.code(204).header('allow', allow).send();
    else sendProblem(notAllowed(allow), request, reply);
  }
}

const matches = (template: readonly string[], path: readonly string[]) =>
  template.length === path.length &&
  template.every((part, index) => (part.startsWith(':') ? path[index] !== '' : part === path[index]));

const notFound = () =>
  new Problem({
    status: 404,
    kind: 'not-found',
    title: 'Not Found',
    detail: 'There is nothing at this address; /docs shows what there is.',
  });

const notAllowed = (allow: string) =>
  new Problem({
    status: 405,
    kind: 'method-not-allowed',
    title: 'This cannot be done here',
    detail: `Here can be done: ${allow}.`,
    headers: { allow },
  });
