import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Around an element of a library that scrolls what has no room: with the keys as well. */
export function ScrolledByKeys({ children }: { readonly children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const scroller = around.current?.firstElementChild;
    if (!(scroller instanceof HTMLElement)) return;
    if (scroller.scrollHeight > scroller.clientHeight || scroller.scrollWidth > scroller.clientWidth)
      scroller.tabIndex = 0;
    else scroller.removeAttribute('tabindex');
  });
  return <div ref={around}>{children}</div>;
}
