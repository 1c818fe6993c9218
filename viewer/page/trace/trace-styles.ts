import type { CSSObject } from '@emotion/react';
import type { GrafanaTheme2 } from '@grafana/data';

const columns = 'minmax(260px, 2fr) 84px minmax(240px, 3fr)';
/** As narrow as a telephone: what is beside each other otherwise is below each other, and the rows are scrolled. */
const narrow = '@media (max-width: 700px)';

export const traceStyles = ({ colors, spacing, typography, shape }: GrafanaTheme2): CSSObject => ({
  '.trace-head': {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'center',
    gap: spacing(0, 2),
    marginBottom: spacing(2),
    '& h1': { margin: 0, fontSize: typography.h3.fontSize },
    '& p': { gridColumn: 1, margin: 0, color: colors.text.secondary, overflowWrap: 'anywhere' },
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  '.trace-services': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: spacing(0, 2),
    listStyle: 'none',
    margin: spacing(1, 0, 0),
    '& i': { display: 'inline-block', width: 14, height: 8 },
  },
  '.trace-actions': {
    gridColumn: 2,
    gridRow: '1 / span 3',
    display: 'flex',
    flexWrap: 'wrap',
    gap: spacing(1),
    alignItems: 'center',
    [narrow]: { gridColumn: 1, gridRow: 'auto', marginTop: spacing(1) },
  },
  '.trace-rows': {
    overflowX: 'auto',
    '& > *': { minWidth: 584 },
    border: `1px solid ${colors.border.weak}`,
    borderRadius: shape.radius.default,
    background: colors.background.primary,
  },
  '.trace-axis': {
    position: 'relative',
    height: 26,
    marginLeft: `calc((100% - 84px) * 0.4 + 84px)`,
    borderBottom: `1px solid ${colors.border.weak}`,
    fontSize: typography.bodySmall.fontSize,
    color: colors.text.secondary,
    '& span': { position: 'absolute', top: 4, paddingLeft: 4, borderLeft: `1px solid ${colors.border.medium}` },
    '& span:last-of-type': { whiteSpace: 'nowrap' },
  },
  '.trace-row': {
    display: 'grid',
    gridTemplateColumns: columns,
    alignItems: 'center',
    width: '100%',
    minHeight: 26,
    padding: 0,
    border: 0,
    borderBottom: `1px solid ${colors.border.weak}`,
    background: 'none',
    textAlign: 'left',
    color: 'inherit',
    '&:hover': { background: colors.action.hover },
    '&[data-failed=true] .trace-name': { color: colors.error.text },
  },
  '.trace-name': {
    borderLeft: '4px solid',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: '26px',
    '& small': { marginLeft: spacing(1), color: colors.text.secondary },
    '& abbr': { textDecoration: 'none' },
  },
  '.trace-log': {
    fontFamily: typography.fontFamilyMonospace,
    fontSize: typography.bodySmall.fontSize,
    color: colors.text.secondary,
  },
  '.trace-duration': { textAlign: 'right', paddingRight: spacing(1), fontVariantNumeric: 'tabular-nums' },
  '.trace-track': { position: 'relative', height: '100%', minHeight: 22, '& i': { position: 'absolute' } },
  '.trace-bar': { top: 6, height: 12, borderRadius: 2 },
  '.trace-track .trace-critical': { top: 18, height: 3 },
  '.trace-track .trace-waiting': { top: 9, height: 6 },
  '.trace-moment': { top: 4, height: 14, minWidth: 2 },
  '.trace-critical': { background: colors.text.maxContrast },
  '.trace-waiting': {
    background: `repeating-linear-gradient(90deg, ${colors.text.secondary} 0 3px, transparent 3px 6px)`,
  },
  '.trace-details': {
    padding: spacing(1, 2),
    background: colors.background.canvas,
    '& h2': { fontSize: typography.body.fontSize, margin: spacing(1, 0, 0, 4) },
  },
});
