import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Marked } from 'marked';
import { escaped, Html, html } from './html';

/** The runbooks of folders, given as in PATH, as pages; of two by one name, the first. Markup inside them is shown as text. */
export class Runbooks {
  readonly #folders: readonly string[];
  readonly #markdown: Marked;

  constructor({ path, dashboards }: { path: string; dashboards: string }) {
    this.#folders = path.split(delimiter);
    this.#markdown = new Marked({
      renderer: { html: ({ text }) => escaped(text) },
      walkTokens: (token) => {
        if (token.type === 'link') token.href = addressOf(token.href, dashboards);
      },
    });
  }

  names(): string[] {
    return [...this.#files().keys()].sort();
  }

  /** The file of each, by its name; looked for each time, since runbooks are written while the inbox runs. */
  #files(): Map<string, string> {
    const files = this.#folders.filter(existsSync).flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name): [string, string] => [name.slice(0, -'.md'.length), join(folder, name)]),
    );
    return new Map(files.reverse());
  }

  /** Undefined where there is none by that name. */
  page(name: string): Html | undefined {
    const file = this.#files().get(name);
    if (file === undefined) return undefined;
    const text = readFileSync(file, 'utf8');
    return html`<article class="runbook">${new Html(this.#markdown.parse(text, { async: false }))}</article>`;
  }

  list(): Html {
    const items = this.names().map((name) => html`<li><a href="/runbooks/${name}">${name}</a></li>`);
    return html`<h1>Runbooks</h1><ul class="runbooks">${items}</ul>`;
  }
}

/** A runbook links to others as the files they are, and to dashboards by their path. */
const addressOf = (href: string, dashboards: string) =>
  /^\/(d|explore)\b/.test(href) ? dashboards + href : href.replace(/^(\w+)\.md$/, '/runbooks/$1');
