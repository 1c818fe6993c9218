import { parseArgs } from 'node:util';
import { ask } from './ask';
import { describeCase } from './case';
import { topics } from './cases';
import { playToLoki, recentBase, untilPlayed } from './data/play';
import { writeRecording } from './recording';

const usage = `Plays the made data into an empty Loki, asks it every case and keeps its answers in conformance/recorded.

Usage: npm run record -w @sightline/loki-api -- --url <address> [--topic <name>]...
  --url     a Loki that runs with stack/config/loki/loki.yml and holds nothing yet
  --topic   only this topic (${Object.keys(topics).join(', ')})
  --base    the data have been played already, from this moment on (nanoseconds since 1970)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      topic: { type: 'string', multiple: true },
      base: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || !values.url) return console.log(usage);
  const base = values.base ? BigInt(values.base) : await played(values.url);
  const loki = await version(values.url);
  for (const [topic, cases] of Object.entries(topics)) {
    if (values.topic && !values.topic.includes(topic)) continue;
    const answers: Record<string, Awaited<ReturnType<typeof ask>>> = {};
    for (const each of cases) answers[describeCase(each)] = await ask(values.url, each, base);
    writeRecording(topic, { loki, answers });
    const refused = Object.values(answers).filter(({ status }) => status !== 200).length;
    console.log(`${topic}: ${cases.length} answers of Loki ${loki}, ${refused} of them refusals`);
  }
}

async function played(url: string): Promise<bigint> {
  const { data = [] } = (await getJson(`${url}/loki/api/v1/labels`)) as { data?: string[] };
  if (data.length > 0) throw new Error(`${url} holds other lines already: record from an empty Loki`);
  const base = recentBase();
  await playToLoki(url, base);
  await untilPlayed(url, base);
  console.log(`played, base ${base}`);
  return base;
}

const version = async (url: string) =>
  ((await getJson(`${url}/loki/api/v1/status/buildinfo`)) as { version: string }).version;

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json();

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
