/** What Grafana's components leave out or get wrong for people who hear a page: which elements, and what they should say. */
const mended: readonly (readonly [selector: string, mend: (element: Element) => void])[] = [
  // A row's title.
  ['[role=heading]:not([aria-level])', (heading) => heading.setAttribute('aria-level', '2')],
  ['[data-testid$="RefreshPicker run button"]:not([aria-label])', (button) => name(button, 'Refresh')],
  // What is heard must hold what is seen: “10s”.
  [
    '[data-testid$="RefreshPicker interval button"]',
    (button) => {
      const [seen, heard] = [button.textContent?.trim() ?? '', button.getAttribute('aria-label') ?? ''];
      if (!heard.includes(seen)) name(button, `${seen}: ${heard}`);
    },
  ],
  // The button in a panel's head while its query takes long.
  ['button[class*="panel-header-item"]:not([aria-label])', (button) => name(button, 'Cancel query')],
  // Beside a variable's name while its values are asked for; it holds the button that follows, so it is no picture.
  [
    'div[aria-label="data-testid Loading indicator"]',
    (indicator) => {
      indicator.setAttribute('role', 'group');
      name(indicator, 'Loading');
    },
  ],
  ['[role=button].spin-clockwise:not([aria-label])', (button) => name(button, 'Cancel query')],
];

const name = (element: Element, label: string) => element.setAttribute('aria-label', label);

/** Mends them on the page, and in whatever changes on it: at once, since much of it is there for a moment only. */
export function nameWhatIsUnnamed(page: Element): void {
  new MutationObserver((changes) => {
    for (const changed of new Set(changes.map(({ target }) => target))) if (changed instanceof Element) mendIn(changed);
  }).observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
}

function mendIn(part: Element): void {
  for (const [selector, mend] of mended) {
    if (part.matches(selector)) mend(part);
    for (const element of part.querySelectorAll(selector)) mend(element);
  }
}
