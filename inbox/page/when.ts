import { html } from './html';

/** An instant as the reader's clock has it (the page's script sees to that), and in UTC for who has no scripts. */
export const instant = (iso: string) => {
  const utc = new Date(iso).toISOString();
  return html`<time datetime="${utc}">${utc.slice(0, 19).replace('T', ' ')} UTC</time>`;
};

/** `48 s`, `3 min 12 s`, `2 h 5 min`. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
