/** What the extension does when documents are opened, and when things go wrong; VS Code and the client are stand-ins. */
import { beforeEach, expect, test, vi } from 'vitest';
import * as fake from './vscode';

const { clients, found } = vi.hoisted(() => ({
  clients: [] as { run: { command: string; args: string[] }; options: Options; running: boolean }[],
  found: { command: { command: '/usr/bin/forewarn', args: [] as string[] } as unknown, tried: [] as string[] },
}));

interface Options {
  documentSelector: { scheme: string; language?: string; pattern?: string }[];
  errorHandler: { closed(): { action: number; handled: boolean } };
}

vi.mock('../../src/server', () => ({ find: vi.fn(async () => found) }));
vi.mock('vscode-languageclient/node', () => ({
  CloseAction: { DoNotRestart: 1, Restart: 2 },
  ErrorAction: { Continue: 1 },
  LanguageClient: class {
    running = false;
    constructor(
      _id: string,
      _name: string,
      readonly run: { command: string; args: string[] },
      readonly options: Options,
    ) {
      clients.push(this);
    }
    readonly protocol2CodeConverter = { asUri: String, asPosition: String, asLocation: String };
    onDidChangeState() {}
    isRunning() {
      return this.running;
    }
    async start() {
      this.running = true;
    }
    async dispose() {
      this.running = false;
    }
    async sendRequest() {
      return { checked: true, why: 'it has a top-level key `threat-model`' };
    }
  },
}));

import { activate } from '../../src/extension';

const MODEL = new fake.FakeDocument('/repo/threat-model.yaml', 'yaml', 'threat-model: Ours\n');
const OTHER = new fake.FakeDocument('/repo/pod.yaml', 'yaml', 'kind: Pod\n');

beforeEach(() => {
  fake.forget();
  vi.clearAllMocks();
  clients.length = 0;
  Object.assign(found, { command: { command: '/usr/bin/forewarn', args: [] }, tried: [] });
});

function opened(...documents: fake.FakeDocument[]): void {
  fake.workspace.textDocuments = documents;
  fake.window.activeTextEditor = documents[0] && { document: documents[0] };
  activate({ extensionUri: { fsPath: '/ext' }, subscriptions: [] } as never);
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a document of ours starts the server, once', async () => {
  opened(MODEL, MODEL);
  await settled();
  expect(clients.map((client) => client.run.args)).toEqual([['lsp']]);
  expect(fake.item.text).toBe('$(shield) forewarn');
  expect(fake.item.tooltip).toBe('forewarn checks this file: it has a top-level key `threat-model`.');
});

test('other documents start nothing, and the status bar says why', async () => {
  opened(OTHER);
  await settled();
  expect(clients).toEqual([]);
  expect(fake.item.text).toBe('$(circle-slash) forewarn');
  expect(fake.item.tooltip).toContain('forewarn leaves this file alone: nothing in its name');
});

test('files of other languages show nothing in the status bar', async () => {
  opened(new fake.FakeDocument('/repo/a.py', 'python', 'threat-model: no\n'));
  await settled();
  expect(fake.item.shown).toBe(false);
});

test('a document that becomes ours while it is typed starts the server', async () => {
  opened(OTHER);
  await fake.happens('change', { document: MODEL });
  await settled();
  expect(clients).toHaveLength(1);
});

test('what is shown of another revision starts nothing', async () => {
  opened(new fake.FakeDocument('/repo/threat-model.yaml', 'yaml', 'threat-model: Ours\n', 'git'));
  await settled();
  expect(clients).toEqual([]);
});

test('where forewarn is configured, the server decides', async () => {
  fake.workspace.files = ['/repo/forewarn.toml'];
  opened(OTHER);
  await settled();
  expect(clients).toHaveLength(1);
});

test('where the settings claim files, the server decides', async () => {
  fake.settings['forewarn.files'] = { claim: ['pods/'] };
  opened(OTHER);
  await settled();
  expect(clients).toHaveLength(1);
});

test('the server gets every YAML, JSON and Markdown document, also those that are not saved, and its configuration', async () => {
  opened(MODEL);
  await settled();
  const selected = clients[0]?.options.documentSelector.map((one) => `${one.scheme} ${one.language ?? one.pattern}`);
  expect(selected).toEqual([
    'file yaml',
    'file json',
    'file markdown',
    'untitled yaml',
    'untitled json',
    'untitled markdown',
    'file **/{forewarn.toml,pyproject.toml,.forewarn-dismissed}',
  ]);
});

test('without a server there is one message, with a way out', async () => {
  Object.assign(found, { command: undefined, tried: ['/usr/bin/python3: this is Python 3.9'] });
  fake.window.showErrorMessage.mockResolvedValueOnce('How to Install');
  opened(MODEL);
  await fake.happens('change', { document: MODEL });
  await settled();
  expect(fake.window.showErrorMessage.mock.calls).toEqual([
    ['forewarn found no server that starts. /usr/bin/python3: this is Python 3.9', 'How to Install', 'Show Output'],
  ]);
  expect(fake.commands.executeCommand).toHaveBeenCalledWith('markdown.showPreview', { fsPath: '/ext/INSTALL.md' });
  expect(fake.item.text).toBe('$(warning) forewarn');
});

test('a server that dies is started again four times, then there is one message', async () => {
  opened(MODEL);
  await settled();
  const handler = clients[0]?.options.errorHandler;
  const closed = Array.from({ length: 5 }, () => handler?.closed());
  expect(closed.map((one) => one?.action)).toEqual([2, 2, 2, 2, 1]);
  expect(closed.every((one) => one?.handled)).toBe(true);
  expect(fake.window.showErrorMessage).toHaveBeenCalledOnce();
});

test('restarting looks for the server anew', async () => {
  opened(MODEL);
  await settled();
  await fake.commands.known['forewarn.restart']?.();
  expect(clients.map((client) => client.running)).toEqual([false, true]);
});

test('another server in the settings is started at once', async () => {
  opened(MODEL);
  await settled();
  await fake.happens('configuration', { affectsConfiguration: (name: string) => name === 'forewarn.server' });
  await settled();
  await settled();
  expect(clients).toHaveLength(2);
});

test('a code lens shows the places that it speaks of', async () => {
  opened(MODEL);
  await settled();
  fake.commands.known['forewarn.showReferences']?.('file:///repo/threat-model.yaml', '3:2', ['9:4', '12:6']);
  const places = ['file:///repo/threat-model.yaml', '3:2', ['9:4', '12:6']];
  expect(fake.commands.executeCommand).toHaveBeenCalledWith('editor.action.showReferences', ...places);
});

test('the command says why a file is checked', async () => {
  opened(MODEL);
  await settled();
  await fake.commands.known['forewarn.showWhy']?.();
  expect(fake.window.showInformationMessage).toHaveBeenCalledWith(
    'forewarn checks this file: it has a top-level key `threat-model`.',
    'Restart',
    'Show Output',
  );
});
