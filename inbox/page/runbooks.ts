import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import { escaped, Html, html } from './html';

/** The runbooks of a folder as pages. Markup inside them is shown as text. */
export class Runbooks {
  readonly #folder: string;
  readonly #markdown: Marked;

  constructor({ folder, dashboards }: { folder: string; dashboards: string }) {
    this.#folder = folder;
    this.#markdown = new Marked({
      renderer: { html: ({ text }) => escaped(text) },
      walkTokens: (token) => {
        if (token.type === 'link') token.href = addressOf(token.href, dashboards);
      },
    });
  }

  names(): string[] {
    if (!existsSync(this.#folder)) return [];
    const files = readdirSync(this.#folder).filter((name) => name.endsWith('.md'));
    return files.map((name) => name.slice(0, -'.md'.length)).sort();
  }

  /** Undefined where there is none by that name. */
  page(name: string): Html | undefined {
    if (!this.names().includes(name)) return undefined;
    const text = readFileSync(join(this.#folder, `${name}.md`), 'utf8');
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
