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
  ['div[aria-label="data-testid Loading indicator"]:not([role])', (bar) => bar.setAttribute('role', 'img')],
];

const name = (element: Element, says: string) => element.setAttribute('aria-label', says);

/** Mends them on the page, and whenever the page changes. */
export function nameWhatIsUnnamed(page: Element): void {
  const mendAll = () => {
    for (const [selector, mend] of mended) for (const element of page.querySelectorAll(selector)) mend(element);
  };
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mendAll();
    });
  }).observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
}
