import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(__dirname, '..');

function documentsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = join(folder, entry.name);
    if (entry.isDirectory()) return /^(?:node_modules|dist|vendor|\..*)$/.test(entry.name) ? [] : documentsIn(at);
    return entry.name.endsWith('.md') ? [at] : [];
  });
}

const documents = documentsIn('.');
const withoutCode = (text: string) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/^ {4}.*$/gm, '');
const proseOf = (document: string) => withoutCode(readFileSync(join(root, document), 'utf8'));

/** As GitHub makes them of headings. */
const anchorsOf = (document: string) =>
  [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

/** Of alerts: their links are followed as those of notifications are, and tested there. */
const isRunbook = (document: string) => /(?:^|\/)alerts\/runbooks\//.test(document);

describe('what a document names', () => {
  test.each(documents.filter((document) => !isRunbook(document)))('is there: links of %s', (document) => {
    const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && statSync(join(root, target)).isFile() && !anchorsOf(target).includes(anchor);
      });

    expect(broken).toEqual([]);
  });

  test.each(documents)('is there: files and folders of %s', (document) => {
    const file = /`((?:[\w@.-]+\/)+[\w.-]+\.(?:tsx?|mjs|go|ya?ml|json|sh|sql))`/g;
    const folder = /`((?:[\w@.-]+\/){2,})`/g;
    const named = [file, folder].flatMap((kind) => [...proseOf(document).matchAll(kind)]);
    const places = [dirname(document), '.'];
    const missing = named
      .map(([, file = '']) => file)
      .filter((file) => !/^(?:\.|node_modules\/)/.test(file) && !/\/(?:dist|node_modules|vendor)\//.test(file))
      .filter((file) => !places.some((place) => existsSync(join(root, place, file))));

    expect(missing).toEqual([]);
  });
});
