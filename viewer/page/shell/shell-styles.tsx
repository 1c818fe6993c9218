import { css, Global } from '@emotion/react';
import { useTheme2 } from '@grafana/ui';
import { panelStyles } from '../panels/panel-styles';
import { traceStyles } from '../trace/trace-styles';

/** The few styles that are the page's own; everything else is Grafana's. */
export function ShellStyles() {
  const theme = useTheme2();
  const { colors, spacing, zIndex } = theme;
  return (
    <Global
      styles={css({
        body: { margin: 0, height: 'auto', minHeight: '100vh', background: colors.background.canvas },
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
        // As wide as an order id, and narrower where the window is.
        '.shell search': { marginLeft: 'auto', flex: '0 1 370px', minWidth: 0 },
        '.shell-home': { display: 'flex', alignItems: 'center', gap: spacing(1), fontWeight: 500, flexShrink: 0 },
        '.skip-link': { position: 'absolute', left: -9999 },
        '.skip-link:focus': { left: spacing(1), top: spacing(1), zIndex: zIndex.tooltip },
        '#content': { padding: spacing(2) },
        '.dashboard-head': {
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          gap: spacing(0, 2),
          marginBottom: spacing(1),
          '& h1': { margin: 0, fontSize: theme.typography.h3.fontSize, flexShrink: 0 },
          '& p': { margin: 0, flex: '1 1 320px', color: colors.text.secondary },
          '& nav': { marginLeft: 'auto', display: 'flex', gap: spacing(1) },
        },
        '.annotation-controls': { display: 'flex', flexWrap: 'wrap', gap: spacing(1), flexGrow: 1 },
        '.page-narrow': { maxWidth: 960, margin: '0 auto' },
        '.plain-list': { listStyle: 'none', display: 'grid', gap: spacing(1), marginTop: spacing(2) },
        ...panelStyles(theme),
        ...traceStyles(theme),
      })}
    />
  );
}
