import { type Answer, readAnswer, withoutAmounts } from './answer';
import { type Case, isMoment } from './case';
import { written } from './moment';

/** Asks Loki's API at `url`. @param base what the case's times are counted from, nanoseconds since 1970 */
export async function ask(url: string, asked: Case, base: bigint): Promise<Answer> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.parameters)) {
    const texts = isMoment(value) ? [written(value, base)] : [value].flat();
    for (const text of texts) parameters.append(name, String(text));
  }
  const address = `${url}/loki/api/v1/${asked.path}`;
  const headers: Record<string, string> = asked.categorised
    ? { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' }
    : {};
  const response =
    asked.method === 'POST'
      ? await fetch(address, { method: 'POST', headers, body: parameters })
      : await fetch(`${address}?${parameters}`, { headers });
  const answer = readAnswer(response.status, await response.text(), base);
  return asked.estimated ? withoutAmounts(answer) : answer;
}
