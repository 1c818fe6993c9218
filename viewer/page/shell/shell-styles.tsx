import { css, Global } from '@emotion/react';
import { useTheme2 } from '@grafana/ui';

/** The few styles that are the page's own; everything else is Grafana's. */
export function ShellStyles() {
  const { colors, spacing, zIndex } = useTheme2();
  return (
    <Global
      styles={css({
        body: { height: 'auto', minHeight: '100vh', background: colors.background.canvas },
        '.shell': {
          position: 'sticky',
          top: 0,
          zIndex: zIndex.navbarFixed,
          display: 'flex',
          alignItems: 'center',
          gap: spacing(2),
          padding: spacing(1, 2),
          background: colors.background.primary,
          borderBottom: `1px solid ${colors.border.weak}`,
        },
        '.shell form': { marginLeft: 'auto' },
        '.shell-home': { display: 'flex', alignItems: 'center', gap: spacing(1), fontWeight: 500 },
        '.skip-link': { position: 'absolute', left: -9999 },
        '.skip-link:focus': { left: spacing(1), top: spacing(1), zIndex: zIndex.tooltip },
        '#content': { padding: spacing(2) },
        '.page-narrow': { maxWidth: 960, margin: '0 auto' },
        '.plain-list': { listStyle: 'none', display: 'grid', gap: spacing(1), marginTop: spacing(2) },
        '.panel-empty': {
          height: '100%',
          display: 'grid',
          placeItems: 'center',
          color: colors.text.secondary,
        },
        '.panel-link': { display: 'inline-flex', alignItems: 'center', padding: spacing(0, 1) },
      })}
    />
  );
}
