import type { FieldDisplay } from '@grafana/data';
import { DataLinksContextMenu } from '@grafana/ui';
import type { MouseEventHandler, ReactElement } from 'react';

/** A value with data links: one is followed by a click, several open a menu. */
export function Linked({
  to,
  children,
}: {
  to: FieldDisplay;
  children: (onClick?: MouseEventHandler<HTMLElement>) => ReactElement;
}) {
  const { getLinks } = to;
  if (!to.hasLinks || !getLinks) return children();
  return <DataLinksContextMenu links={getLinks}>{({ openMenu }) => children(openMenu)}</DataLinksContextMenu>;
}
