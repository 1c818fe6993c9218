import type { Done } from './carry-out';
import type { ServicePlan } from './plan-service';

/** How git takes it back. It was written where nothing else was changed. */
const undo = ({ name }: ServicePlan) => [
  'git restore . && git clean -fd',
  `git clean -fdx services/${name} && npm install --ignore-scripts`,
];

export const newServiceJson = (plan: ServicePlan, { failed }: Done, dryRun: boolean) => ({
  name: plan.name,
  port: plan.port,
  dryRun,
  files: plan.files.map(({ path }) => path),
  changes: plan.changes.map(({ path }) => path),
  steps: plan.steps.map(({ command }) => command.join(' ')),
  undo: undo(plan),
  ...(failed && { failed }),
});

export function newServiceText(plan: ServicePlan, { failed }: Done, dryRun: boolean): string {
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
  const undone = ['Undo it with', ...undo(plan).map((command) => `  ${command}`)];
  if (dryRun) return [...written, 'And would run:', ...steps.map(({ command }) => `  ${shown(command)}`)].join('\n');
  if (failed) {
    const { step, command, reason } = failed;
    const rest = steps
      .slice(steps.findIndex(({ title }) => title === step))
      .map(({ command }) => `  ${shown(command)}`);
    return [
      ...written,
      `But to ${step} failed: ${command}`,
      reason,
      'Put it right and go on with',
      ...rest,
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

/** Long lists of files are not for people. */
const shown = (command: readonly string[]) =>
  command.length > 10 ? `${command.slice(0, 4).join(' ')} <those files>` : command.join(' ');
