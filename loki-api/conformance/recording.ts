import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from '@sightline/stack';
import type { Answer } from './answer';

/** What a Loki answered to the cases of one topic. */
export interface Recording {
  /** Its version. */
  readonly loki: string;
  /** By the case's description. */
  readonly answers: Readonly<Record<string, Answer>>;
}

const fileOf = (topic: string) => inRepository('loki-api', 'conformance', 'recorded', `${topic}.json`);

export const readRecording = (topic: string): Recording => JSON.parse(readFileSync(fileOf(topic), 'utf8'));

/** Written with a line for each answer, so that a change can be read. */
export function writeRecording(topic: string, { loki, answers }: Recording): void {
  const lines = Object.entries(answers).map(([name, answer]) => `  ${JSON.stringify(name)}:\n${indented(answer)}`);
  const text = `{\n"loki": ${JSON.stringify(loki)},\n"answers": {\n${lines.join(',\n')}\n}\n}\n`;
  mkdirSync(dirname(fileOf(topic)), { recursive: true });
  writeFileSync(fileOf(topic), text);
}

const indented = (answer: Answer) => `    ${JSON.stringify(answer)}`;
