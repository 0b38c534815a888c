/** Which server is started, and with which Python. Nothing is looked for in the workspace, and nothing is run in it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A command that starts the server once `lsp` stands behind it. */
export interface Command {
  command: string;
  args: string[];
}

const WINDOWS = process.platform === 'win32';
const PYTHONS = [
  'python3',
  'python',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  ...(WINDOWS ? ['py'] : []),
];
const PATIENCE_MS = 30_000;

/**
 * Look for a server that answers, in this order: the program `path`, the one in the folder `bundled` with the given
 * `python` or one on PATH, `forewarn` on PATH. An empty text asks for nothing. No workspace can say what is asked for.
 * `tried` tells of each thing that was tried in vain, and why it does not do.
 */
export async function find(path: string, python: string, bundled: string) {
  const tried: string[] = [];
  for (const command of candidates(path, python, bundled)) {
    const problem = await refusal(command, bundled);
    if (!problem) {
      return { command, tried };
    }
    tried.push(`${command.command}: ${problem}`);
  }
  return { command: undefined, tried };
}

function* candidates(path: string, python: string, bundled: string): Generator<Command> {
  if (path) {
    return yield { command: path, args: [] };
  }
  // Isolated: neither variables, nor the current folder, nor what else is installed has a say in what is imported.
  const args = ['-I', '-X', 'utf8', join(bundled, 'start.py')];
  const programs = python ? [python] : PYTHONS.flatMap(onPath);
  for (const command of programs) {
    yield { command, args };
  }
  for (const command of onPath('forewarn')) {
    yield { command, args: [] };
  }
}

/** The first program of that name on PATH. Entries that depend on the current folder do not count. */
function onPath(name: string): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const found = folders.map((folder) => join(folder, WINDOWS ? `${name}.exe` : name)).find((file) => existsSync(file));
  return found ? [found] : [];
}

/** Why the command does not start a server; undefined if it does. */
function refusal({ command, args }: Command, cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, [...args, '--version'], { cwd, timeout: PATIENCE_MS, windowsHide: true }, (error, out, err) => {
      const said = err.trim().split('\n').at(-1) || (error?.killed ? 'no answer' : (error?.message ?? out.trim()));
      resolve(!error && out.startsWith('forewarn ') ? undefined : said || 'it says nothing');
    });
  });
}
