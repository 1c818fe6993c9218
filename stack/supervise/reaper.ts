import { type ChildProcess, spawn } from 'node:child_process';

/**
 * The last line of defence: a tiny shell that outlives the supervisor. It is told of every process group over its standard
 * input; when that input ends without a word (the supervisor was killed), it ends the groups that are left.
 */
const script = `
trap '' HUP INT TERM
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s TERM -- "-$group"; done 2>/dev/null
for attempt in 1 2 3 4 5; do
  left=''
  for group in $groups; do kill -s 0 -- "-$group" && left=yes; done 2>/dev/null
  [ -z "$left" ] && exit 0
  sleep 1
done
for group in $groups; do kill -s KILL -- "-$group"; done 2>/dev/null
`;

export class Reaper {
  readonly #shell: ChildProcess;

  constructor() {
    this.#shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
    this.#shell.stdin?.on('error', () => {});
    this.#shell.unref();
  }

  watch(group: number): void {
    this.#shell.stdin?.write(`+ ${group}\n`);
  }

  forget(group: number): void {
    if (this.#shell.stdin?.writable) this.#shell.stdin.write(`- ${group}\n`);
  }

  /** Ends the shell; groups still watched end with it. */
  close(): void {
    this.#shell.stdin?.end();
  }
}
