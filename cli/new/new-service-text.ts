import type { Done } from './carry-out';
import type { ServicePlan } from './plan-service';

export const newServiceJson = (plan: ServicePlan, { failed, undo }: Done, dryRun: boolean) => ({
  name: plan.name,
  port: plan.port,
  dryRun,
  files: plan.files.map(({ path }) => path),
  changes: plan.changes.map(({ path }) => path),
  steps: plan.steps.map(({ command }) => command.join(' ')),
  ...(undo && { undo }),
  ...(failed && { failed }),
});

export function newServiceText(plan: ServicePlan, { failed, undo }: Done, dryRun: boolean): string {
  const { name, port, files, changes, steps } = plan;
  const list = (paths: readonly { readonly path: string }[]) => paths.map(({ path }) => `  ${path}`);
  const written = [
    dryRun
      ? `Would write, for a service ${name} at port ${port}:`
      : `Written, for the service ${name} at port ${port}:`,
    ...list(files),
    dryRun ? 'Would name it in:' : 'Named in:',
    ...list(changes),
  ];
  const undone = undo
    ? ['Undo it with', ...undo.map((command) => `  ${command}`)]
    : ['There is no git here: nothing undoes it.'];
  if (dryRun) return [...written, 'And would run:', ...steps.map(({ command }) => `  ${shown(command)}`)].join('\n');
  if (failed) {
    const { step, reason } = failed;
    const rest = steps.slice(
      Math.max(
        0,
        steps.findIndex(({ title }) => title === step),
      ),
    );
    return [
      ...written,
      `But to ${step} failed: ${reason}`,
      'Put it right and go on with',
      ...rest.map(({ command }) => `  ${shown(command)}`),
      ...undone,
    ].join('\n');
  }
  return [
    ...written,
    'Next:',
    `  services/${name}/items                 put what it deals with in its place, and its names in services/catalogue/${name}.ts`,
    `  npm run lint && npm run test:unit`,
    `  npm start                              starts it with the rest; then: curl http://127.0.0.1:${port}/items/first`,
    `  npx sightline trace --last --service ${name}`,
    `  npm test -- --only live services/${name}   its own test, against the running engines`,
    'A database, a topic: see CONTRIBUTING.',
    ...undone,
  ].join('\n');
}

/** For people, and as it can be typed. */
const shown = (command: readonly string[]) => command.join(' ');
