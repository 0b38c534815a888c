/** A stand-in for VS Code: what the extension uses of it, and what it did, to be looked at. */
import { vi } from 'vitest';

type Listener = (event: unknown) => unknown;

export class FakeDocument {
  readonly uri: { scheme: string; path: string; toString(): string };
  constructor(
    path: string,
    readonly languageId: string,
    private readonly text: string,
    scheme = 'file',
  ) {
    this.uri = { scheme, path, toString: () => `${scheme}://${path}` };
  }
  getText(): string {
    return this.text;
  }
}

export const item = {
  text: '',
  tooltip: '',
  shown: false,
  show() {
    this.shown = true;
  },
  hide() {
    this.shown = false;
  },
  dispose: vi.fn(),
};

export const settings: Record<string, unknown> = {};
const listeners: Record<string, Listener[]> = {};
const on = (name: string) => (listener: Listener) => {
  listeners[name] = [...(listeners[name] ?? []), listener];
  return { dispose() {} };
};

/** Something happens. */
export async function happens(name: string, event: unknown = undefined): Promise<void> {
  await Promise.all((listeners[name] ?? []).map((listener) => listener(event)));
}

export function forget(): void {
  for (const record of [listeners, settings, commands.known]) {
    for (const name of Object.keys(record)) {
      delete record[name];
    }
  }
  workspace.textDocuments = [];
  workspace.files = [];
  window.activeTextEditor = undefined;
}

export const StatusBarAlignment = { Right: 2 };
export const Uri = {
  joinPath: (base: { fsPath: string }, ...parts: string[]) => ({ fsPath: [base.fsPath, ...parts].join('/') }),
};
export const commands = {
  known: {} as Record<string, (...given: unknown[]) => unknown>,
  registerCommand(name: string, does: (...given: unknown[]) => unknown, on?: unknown) {
    this.known[name] = does.bind(on);
    return { dispose() {} };
  },
  executeCommand: vi.fn(),
};
export const workspace = {
  textDocuments: [] as FakeDocument[],
  getConfiguration: (section: string) => ({
    get: (name: string, fallback?: unknown) => settings[`${section}.${name}`] ?? fallback,
  }),
  files: [] as string[],
  async findFiles(): Promise<string[]> {
    return this.files;
  },
  onDidOpenTextDocument: on('open'),
  onDidChangeTextDocument: on('change'),
  onDidChangeConfiguration: on('configuration'),
};
export const window = {
  activeTextEditor: undefined as { document: FakeDocument } | undefined,
  createStatusBarItem: () => item,
  createOutputChannel: () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn(), show: vi.fn(), dispose: vi.fn() }),
  showErrorMessage: vi.fn(async (): Promise<string | undefined> => undefined),
  showInformationMessage: vi.fn(async (): Promise<string | undefined> => undefined),
  onDidChangeActiveTextEditor: on('editor'),
};
export const languages = { onDidChangeDiagnostics: on('diagnostics') };
