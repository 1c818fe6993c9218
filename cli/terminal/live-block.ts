/** Lines that take the place of those drawn before; none to clear them away. */
export type Redraw = (lines: readonly string[]) => void;

/** A block at the end of what a terminal shows; undefined where there is no terminal to redraw. */
export function liveBlock(stream: NodeJS.WriteStream): Redraw | undefined {
  if (!stream.isTTY) return undefined;
  let drawn = 0;
  return (lines) => {
    const shown = lines.slice(0, stream.rows - 1);
    stream.write(`${drawn > 0 ? `\x1b[${drawn}A\x1b[0J` : ''}${shown.map((line) => `${line}\n`).join('')}`);
    drawn = shown.length;
  };
}
