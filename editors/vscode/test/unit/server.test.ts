/** Which server is found: programs that stand in for Python and forewarn, in folders of their own, and a PATH that leads there. */
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { find } from '../../src/server';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'forewarn-'));
  mkdirSync(join(home, 'bundled'));
  path();
});

afterEach(() => void vi.unstubAllEnvs());

function path(...folders: string[]): void {
  vi.stubEnv('PATH', folders.join(delimiter));
}

/** A program that does what a line of shell says; its full path. */
function program(name: string, line: string): string {
  const folder = mkdtempSync(join(home, 'bin-'));
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
}

function folderOf(file: string): string {
  return join(file, '..');
}

function look(path = '', python = '') {
  return find(path, python, join(home, 'bundled'));
}

const ANSWERS = 'echo forewarn 0.1.0';
const OLD = 'echo "this is Python 3.9, and 3.11 or newer is needed" >&2; exit 1';

test('the Python on PATH runs the server of the extension, isolated', async () => {
  const python = program('python3', ANSWERS);
  path(folderOf(python));
  const start = join(home, 'bundled', 'start.py');
  expect((await look()).command).toEqual({ command: python, args: ['-I', '-X', 'utf8', start] });
});

test('a Python that is too old is passed over, with the reason', async () => {
  const [old, good] = [program('python3', OLD), program('python3.12', ANSWERS)];
  path(folderOf(old), folderOf(good));
  const { command, tried } = await look();
  expect(command?.command).toBe(good);
  expect(tried).toHaveLength(1);
  expect(tried[0]).toContain('this is Python 3.9, and 3.11 or newer is needed');
});

test('forewarn on PATH is the last resort', async () => {
  const [old, own] = [program('python3', OLD), program('forewarn', ANSWERS)];
  path(folderOf(old), folderOf(own));
  expect((await look()).command).toEqual({ command: own, args: [] });
});

test('where nothing does, all that was tried is told', async () => {
  const [old, broken] = [program('python3', OLD), program('forewarn', 'exit 3')];
  path(folderOf(old), folderOf(broken));
  const { command, tried } = await look();
  expect(command).toBeUndefined();
  expect(tried.map((line) => line.split(/:? /)[0])).toEqual([old, broken]);
});

test('an empty PATH has nothing on it', async () => {
  expect(await look()).toEqual({ command: undefined, tried: [] });
});

test('a program that is named is the only one that is tried', async () => {
  const good = program('forewarn', ANSWERS);
  path(folderOf(good));
  const missing = join(home, 'nowhere', 'forewarn');
  expect((await look(missing)).command).toBeUndefined();
  expect((await look(missing)).tried[0]).toContain('ENOENT');
  expect((await look(good)).command).toEqual({ command: good, args: [] });
});

test('a Python that is named comes in place of those on PATH', async () => {
  const [onPath, named] = [program('python3', ANSWERS), program('python', ANSWERS)];
  path(folderOf(onPath));
  expect((await look('', named)).command?.command).toBe(named);
});

test('a folder on PATH that depends on where one stands is not looked into', async () => {
  const python = program('python3', ANSWERS);
  vi.spyOn(process, 'cwd').mockReturnValue(folderOf(python));
  path('.', '');
  expect((await look()).command).toBeUndefined();
});

test('a program that answers something else is no server', async () => {
  const other = program('forewarn', 'echo hello');
  expect((await look(other)).tried[0]).toContain('hello');
});
