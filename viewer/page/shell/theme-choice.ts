export type ThemeId = 'dark' | 'light';

const key = 'sightline.theme';

/** The theme asked for in the URL, else the one chosen before, else what the system prefers. */
export function themeId(): ThemeId {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(key);
  if (asked === 'dark' || asked === 'light') return asked;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Grafana's libraries take their theme at start, so the page is loaded anew, as Grafana itself does. */
export function chooseTheme(id: ThemeId): void {
  localStorage.setItem(key, id);
  const url = new URL(location.href);
  url.searchParams.delete('theme');
  location.replace(url);
}
