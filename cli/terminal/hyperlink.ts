import { plainText } from '@sightline/stores';

/** Makes of a text a link that one can click; undefined where the terminal shows none. */
export type Hyperlink = ((text: string, url: string) => string) | undefined;

/** https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda: OSC 8, the parameters (none), the address, the text, and the end. */
export const osc8: NonNullable<Hyperlink> = (text, url) =>
  `\u001B]8;;${plainText(url).replaceAll(/[^\x21-\x7E]/g, encodeURIComponent)}\u001B\\${text}\u001B]8;;\u001B\\`;

/**
 * Links on terminals that are known to show them: a terminal cannot be asked, and one that does not know them may print them.
 * FORCE_HYPERLINK has the last word (`0` for none), as in other programs.
 */
export function hyperlinkFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Hyperlink {
  const { FORCE_HYPERLINK: forced } = env;
  if (forced !== undefined && forced !== '') return forced === '0' ? undefined : osc8;
  return stream.isTTY && !env.CI && env.TERM !== 'dumb' && showsLinks(env) ? osc8 : undefined;
}

const programs = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'Tabby', 'zed', 'WarpTerminal', 'rio']);
const terminals = /^(alacritty|contour|foot|xterm-(kitty|ghostty)|wezterm)/;
/** VTE (GNOME Terminal, Tilix, ...) shows them well from 0.50.1 on. */
const firstVte = 5001;

/** A multiplexer passes them on only where it is told to, and names itself. */
function showsLinks({ TERM = '', TERM_PROGRAM = '', ...env }: NodeJS.ProcessEnv): boolean {
  if (env.TMUX || /^(screen|tmux)/.test(TERM)) return false;
  return Boolean(
    programs.has(TERM_PROGRAM) ||
      terminals.test(TERM) ||
      Number(env.VTE_VERSION) >= firstVte ||
      env.WT_SESSION ||
      env.KONSOLE_VERSION ||
      env.KITTY_WINDOW_ID ||
      env.DOMTERM ||
      env.TERMINAL_EMULATOR === 'JetBrains-JediTerm',
  );
}
