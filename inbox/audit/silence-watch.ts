import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { logEvents } from '@sightline/catalogue';
import { type Alertmanager, type OtlpSender, type Silence, silenceSchema } from '@sightline/stores';
import { z } from 'zod';

export interface SilenceWatchOptions {
  readonly alertmanager: Pick<Alertmanager, 'silences'>;
  readonly collector: Pick<OtlpSender, 'send'>;
  /** What was told already, so that a restart tells nothing twice, and nothing is left out that happened meanwhile. */
  readonly file: string;
  /** Told when it cannot look, or cannot tell, once until it can again. */
  readonly report: (problem: string) => void;
  readonly everyMs?: number;
}

type Change = 'silenced' | 'ended';

/** What would make a line unreadable; Alertmanager bounds neither. */
const longest = { author: 200, comment: 500, matchers: 500 };

/**
 * Keeps in the audit log which alerts were silenced, by whom, until when and why; and when they are heard again. Alertmanager takes silences
 * from its page, from amtool and from others, and tells nobody: so it is asked. A change counts as told once the collector has
 * taken it.
 */
export class SilenceWatch {
  readonly #told: Map<string, Kept>;
  #troubled = false;

  constructor(private readonly options: SilenceWatchOptions) {
    const { file } = options;
    mkdirSync(dirname(file), { recursive: true });
    this.#told = new Map(
      existsSync(file) ? toldIn(readFileSync(file, 'utf8')).map((kept) => [kept.silence.id, kept]) : [],
    );
  }

  /** @returns ends it. */
  start(): () => void {
    const { everyMs = 5_000, report } = this.options;
    let timer: NodeJS.Timeout;
    let ended = false;
    const again = async () => {
      try {
        await this.look();
        this.#troubled = false;
      } catch (error) {
        if (!this.#troubled && !ended) report(`silences are not kept in the audit log: ${(error as Error).message}`);
        this.#troubled = true;
      }
      if (!ended) timer = setTimeout(() => void again(), everyMs);
    };
    void again();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }

  /** Looks once, and tells what is new. @throws when Alertmanager or the collector is away. */
  async look(): Promise<void> {
    const silences = await this.options.alertmanager.silences();
    const there = new Map(silences.map((silence) => [silence.id, silence]));
    const fresh = [
      ...silences.flatMap((silence) =>
        changesOf(silence, this.#told.get(silence.id)).map((change) => ({ silence, change })),
      ),
      // Alertmanager forgets one that ended days ago, and all where it lost its data.
      ...[...this.#told.values()]
        .filter(({ silence, ended }) => !there.has(silence.id) && !ended)
        .map(({ silence }) => ({ silence, change: 'ended' as const })),
    ];
    const gone = [...this.#told.keys()].filter((id) => !there.has(id));
    if (fresh.length > 0) await this.options.collector.send('logs', linesOf(fresh));
    for (const id of gone) this.#told.delete(id);
    for (const { silence } of fresh)
      if (there.has(silence.id)) this.#told.set(silence.id, { silence, ended: silence.state === 'expired' });
    if (fresh.length > 0 || gone.length > 0) this.#keep();
  }

  #keep(): void {
    const { file } = this.options;
    writeFileSync(`${file}.draft`, JSON.stringify([...this.#told.values()]), { mode: 0o600 });
    renameSync(`${file}.draft`, file);
  }
}

/** A silence as it was told last. */
interface Kept {
  readonly silence: Silence;
  readonly ended: boolean;
}

interface Told {
  readonly silence: Silence;
  readonly change: Change;
}

/** One that is extended, or is somebody else's now, keeps its id: it is told as if it were new. */
function changesOf(silence: Silence, told: Kept | undefined): readonly Change[] {
  if (silence.state === 'expired') return told === undefined ? ['silenced', 'ended'] : told.ended ? [] : ['ended'];
  return told === undefined || told.ended || termsOf(told.silence) !== termsOf(silence) ? ['silenced'] : [];
}

const termsOf = ({ endsAt, author, comment, matchers }: Silence) =>
  JSON.stringify([endsAt.getTime(), author, comment, matchers]);

const keptSchema = z.array(z.object({ silence: silenceSchema, ended: z.boolean() }));

function toldIn(text: string): readonly Kept[] {
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch {
    // Told twice is better than not at all.
    return [];
  }
}

function linesOf(told: readonly Told[]): object {
  const { name, message } = logEvents.auditAlertSilenced;
  return {
    resourceLogs: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'inbox', 'service.instance.id': 'inbox-1' }) },
        scopeLogs: [
          {
            logRecords: told.map(({ silence, change }) => ({
              // When it begins may be long ago, or to come: no store takes a line of then.
              timeUnixNano: `${Date.now()}000000`,
              severityNumber: 13,
              severityText: 'warn',
              body: { stringValue: message },
              attributes: attributesOf({
                event: name,
                'audit.actor': cut(silence.author, longest.author),
                'audit.change': change,
                'alert.matchers': cut(silence.matchers.map(shown).join(', '), longest.matchers),
                'alert.silence.id': silence.id,
                'alert.silence.ends_at': silence.endsAt.toISOString(),
                'alert.silence.comment': cut(silence.comment, longest.comment),
              }),
            })),
          },
        ],
      },
    ],
  };
}

const shown = ({ name, value, isRegex, isEqual }: Silence['matchers'][number]) =>
  `${name}${isEqual ? '=' : '!'}${isRegex ? '~' : isEqual ? '' : '='}${JSON.stringify(value)}`;

const cut = (text: string, longestText: number) =>
  text.length > longestText ? `${text.slice(0, longestText)}…` : text;

const attributesOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
