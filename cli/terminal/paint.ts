import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Gives a text its colour, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

export const plainPaint: Paint = (_style, text) => text;

export const colourPaint: Paint = (style, text) => (text === '' ? '' : styleText(style, text));

/** Colours on a terminal only; NO_COLOR (https://no-color.org) and FORCE_COLOR have the last word. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  if (env.NO_COLOR) return plainPaint;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return colourPaint;
  return stream.isTTY && env.TERM !== 'dumb' ? colourPaint : plainPaint;
}
