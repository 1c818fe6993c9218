import type { BoardLink } from './board';
import { type Fields, fieldsOf, listOf, textOf } from './loose-json';

/** Links that lead somewhere in particular: those by tags make a list of what is there. */
export const linksOf = (links: unknown, where: string): BoardLink[] =>
  listOf(links)
    .map(fieldsOf)
    .flatMap((link) => {
      const url = textOf(link.url) ?? oldLink(link);
      const title = textOf(link.title);
      return url === undefined || link.type === 'dashboards'
        ? []
        : [{ where: title === undefined ? where : `${where}: ${title}`, url }];
    });

/** A link of before Grafana 5 names a dashboard by its title, or by its place. */
function oldLink({ type, dashUri, dashboard }: Fields): string | undefined {
  if (type !== 'dashboard') return undefined;
  const place = textOf(dashUri) ?? (textOf(dashboard) && `db/${slug(textOf(dashboard) ?? '')}`);
  return place === undefined ? undefined : `/dashboard/${place}`;
}

export const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
