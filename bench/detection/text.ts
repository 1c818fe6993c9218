/** Minutes as people read them. */
export const timeSpan = (minutes?: number): string => {
  if (minutes === undefined) return '–';
  if (minutes < 2 && !Number.isInteger(minutes)) return `${Math.round(minutes * 60)} s`;
  return minutes < 120 ? `${Number(minutes.toFixed(1))} min` : `${(minutes / 60).toFixed(1)} h`;
};

export const share = (value?: number): string => (value === undefined ? '–' : `${(value * 100).toFixed(1)} %`);
