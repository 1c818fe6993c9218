import type { Blow } from './blows';
import type { Round } from './round';

/** What came of all rounds of a soak, as a page of `docs/measured/`. @param command that makes it, as it is given to a shell */
export function pageOf(
  rounds: readonly Round[],
  { command, on, machine }: { readonly command: string; readonly on: Date; readonly machine: string },
): string {
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const blows = rounds.flatMap((round) => round.blows);
  const count = (kind: Blow['kind'], victim?: string) =>
    blows.filter((blow) => blow.kind === kind && (victim === undefined || blow.victim === victim)).length;
  const victims = [...new Set(blows.map(({ victim }) => victim))].sort();
  const row = (name: string, victim?: string) =>
    `| ${[name, ...(['kill', 'freeze', 'cut'] as const).map((kind) => count(kind, victim))].join(' | ')} |`;
  const orders = {
    orders: sum(({ audit }) => audit.orders),
    paid: sum(({ audit }) => audit.paid),
    cancelled: sum(({ audit }) => audit.cancelled),
    'not final': sum(({ audit }) => audit.pending),
    lost: sum(({ audit }) => audit.lost),
    'a key twice': sum(({ audit, changed }) => audit.doubled + changed.length),
    'books that disagree': sum(({ audit }) => audit.disagreements.length),
    'refused, or never answered': sum(({ refused }) => refused.length),
  };
  return `# Killed, frozen and cut off, again and again

| what was struck | killed | frozen | cut off its database |
| --- | --- | --- | --- |
${victims.map((victim) => row(victim, victim)).join('\n')}
${row('all')}

| ${Object.keys(orders).join(' | ')} |
| ${Object.keys(orders)
    .map(() => '---')
    .join(' | ')} |
| ${Object.values(orders).join(' | ')} |

Blows at random, half a second to four after one another, under orders that insist on an answer; a freeze lasts 0.2 s to 12 s. After every ${rounds[0]?.blows.length ?? 0}
blows all is waited for, and the books of the shop, of its payments and of the bank are compared order by order. An order that is not paid for within
30 s is cancelled, and what was taken for it is given back: how many are says how slow the machine was, not that anything went wrong.

Measured ${on.toISOString().slice(0, 10)} in ${Math.round(sum(({ seconds }) => seconds) / 60)} min by \`${command}\`; every round is in
[soak.json](soak.json). ${machine}.
`;
}
