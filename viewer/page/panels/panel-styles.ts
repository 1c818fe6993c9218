import type { CSSObject } from '@emotion/react';
import type { GrafanaTheme2 } from '@grafana/data';

/** The styles of what the page's own panels draw. */
export const panelStyles = ({ colors, spacing, typography, shape }: GrafanaTheme2): CSSObject => ({
  '.panel-empty': { height: '100%', display: 'grid', placeItems: 'center', color: colors.text.secondary },
  '.panel-link': { display: 'inline-flex', alignItems: 'center', padding: spacing(0, 1) },
  '.gauge': {
    display: 'grid',
    placeItems: 'center',
    padding: 0,
    border: 0,
    background: 'none',
    '& svg': { width: '100%', height: '100%' },
  },
  '.text-panel, .text-code': { padding: spacing(1, 2), height: '100%', overflow: 'auto', margin: 0 },

  '.read-aloud': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
  '.exemplar-mark': {
    position: 'absolute',
    width: 8,
    height: 8,
    margin: '-4px 0 0 -4px',
    transform: 'rotate(45deg)',
    background: colors.background.primary,
    border: `1.5px solid ${colors.info.main}`,
    '&:hover': { background: colors.info.main, zIndex: 1 },
  },
  '.annotation-stretch': { position: 'absolute', top: 0, bottom: 0, borderLeft: '1px dashed', pointerEvents: 'none' },
  '.annotation-foot': {
    position: 'absolute',
    bottom: -6,
    height: 6,
    padding: 0,
    border: 0,
    borderRadius: shape.radius.default,
  },
  '.mark-details': {
    margin: 0,
    maxWidth: 420,
    overflowWrap: 'anywhere',
    '&:is(dl)': { display: 'grid', gridTemplateColumns: 'auto 1fr', gap: spacing(0.25, 1) },
    '& dt': { color: colors.text.secondary, fontWeight: typography.fontWeightRegular },
    '& dd, & p': { margin: 0 },
  },

  '.color-legend': {
    display: 'flex',
    alignItems: 'center',
    gap: spacing(1),
    height: 26,
    width: 220,
    fontSize: typography.bodySmall.fontSize,
    color: colors.text.secondary,
    '& i': { flex: 1, height: 8, borderRadius: shape.radius.default },
  },

  '.log-lines': {
    overflow: 'auto',
    fontFamily: typography.fontFamilyMonospace,
    fontSize: typography.bodySmall.fontSize,
  },
  '.log-entry': { borderLeft: '3px solid', borderBottom: `1px solid ${colors.border.weak}` },
  '.log-line': {
    display: 'flex',
    gap: spacing(1.5),
    width: '100%',
    padding: spacing(0.25, 1),
    border: 0,
    background: 'none',
    textAlign: 'left',
    color: 'inherit',
    font: 'inherit',
    '&:hover': { background: colors.action.hover },
    '& time': { color: colors.text.secondary, flex: 'none' },
  },
  '.log-service': { color: colors.text.link, flex: 'none' },
  '.log-message': { overflowWrap: 'anywhere' },
  '[data-wrapped=false] .log-message': { whiteSpace: 'nowrap' },
  '.log-details': {
    margin: spacing(0.5, 1, 1, 4),
    '& th': {
      paddingRight: spacing(2),
      fontWeight: typography.fontWeightRegular,
      color: colors.text.secondary,
      textAlign: 'left',
      verticalAlign: 'top',
    },
    '& td': { overflowWrap: 'anywhere' },
    '& a': { color: colors.text.link },
  },

  '.node-graph': {
    '& rect': { fill: colors.background.secondary, stroke: colors.border.strong },
    '& path': { fill: 'none', stroke: colors.text.secondary },
    '& .node-graph-tip': { fill: colors.text.secondary, stroke: 'none' },
    '& text': {
      fill: colors.text.secondary,
      fontSize: 12,
      textAnchor: 'middle',
      paintOrder: 'stroke',
      stroke: colors.background.primary,
      strokeWidth: 3,
    },
    '& .node-graph-title': {
      stroke: 'none',
      fill: colors.text.primary,
      fontSize: 13,
      fontWeight: typography.fontWeightMedium,
    },
  },
});
