/** forewarn in VS Code: starts the server once a document is ours, and says how it stands. All else is the server's. */
import * as vscode from 'vscode';
import type { InitializeParams, Location, Position } from 'vscode-languageclient/node';
import { CloseAction, ErrorAction, LanguageClient } from 'vscode-languageclient/node';
import { reason } from './ours';
import { find } from './server';
import { LANGUAGES, type Standing, Status, sentence } from './status';

const SHOW_REFERENCES = 'forewarn.showReferences';
const SCHEMES = ['file', 'untitled'];
const [MOST_STOPS, WITHIN_MS] = [4, 3 * 60_000];
const [HOW_TO_INSTALL, RESTART, SHOW_OUTPUT] = ['How to Install', 'Restart', 'Show Output'];
const NOTHING_SAYS_SO =
  'nothing in its name, its place or its text says that it is a threat model or a design document';

/**
 * A client that tells only the output channel what goes wrong, as the one message that people get is ours, and tells the
 * server that a code lens can show places.
 */
class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    params.capabilities.experimental = { commands: { commands: [SHOW_REFERENCES] } };
  }
}

class Forewarn implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private problem = '';
  private stops: number[] = [];
  private readonly output = vscode.window.createOutputChannel('forewarn', { log: true });
  readonly status = new Status((document) => this.standing(document));

  constructor(private readonly home: vscode.Uri) {}

  /** Start the server if the document is ours and none was started yet. */
  look(document: vscode.TextDocument): void {
    if (!this.starting && ours(document)) {
      void this.start();
    }
  }

  start(): Promise<void> {
    this.starting ??= this.run().finally(() => this.status.update());
    return this.starting;
  }

  async restart(): Promise<void> {
    await this.starting;
    await this.stop();
    [this.starting, this.stops] = [undefined, []];
    await this.start();
  }

  private async stop(): Promise<void> {
    await this.client?.dispose().catch((error: unknown) => this.output.error(String(error)));
    this.client = undefined;
  }

  private async run(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('forewarn.server');
    const cwd = vscode.Uri.joinPath(this.home, 'bundled').fsPath;
    const { command, tried } = await find(settings.get('path', ''), settings.get('python', ''), cwd);
    tried.map((line) => this.output.warn(line));
    this.problem = command ? '' : `forewarn found no server that starts. ${tried[0] ?? 'There is no Python on PATH.'}`;
    if (!command) {
      return this.complain(HOW_TO_INSTALL);
    }
    const run = { ...command, args: [...command.args, 'lsp'], options: { cwd } };
    this.output.info(`starting ${[run.command, ...run.args].join(' ')}`);
    this.client = new Client('forewarn', 'forewarn', run, {
      documentSelector: [
        ...SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
        { scheme: 'file', pattern: '**/{forewarn.toml,pyproject.toml,.forewarn-dismissed}' },
      ],
      outputChannel: this.output,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: this.closed(), handled: true }),
      },
    });
    this.client.onDidChangeState(() => this.status.update());
    await this.client.start().catch((error: unknown) => this.output.error(String(error)));
  }

  /** The server is gone and nobody asked it to go: start it again, but not for ever. */
  private closed(): CloseAction {
    this.stops = [...this.stops.filter((then) => Date.now() - then < WITHIN_MS), Date.now()];
    if (this.stops.length <= MOST_STOPS) {
      return CloseAction.Restart;
    }
    this.problem = `forewarn's server stopped ${this.stops.length} times within three minutes. It is not started again.`;
    void this.complain(RESTART);
    return CloseAction.DoNotRestart;
  }

  /** The one message about what does not work, with what can be done; the output channel has the details. */
  private async complain(remedy: string): Promise<void> {
    this.output.error(this.problem);
    void vscode.window.showErrorMessage(this.problem, remedy, SHOW_OUTPUT).then((chosen) => this.act(chosen));
  }

  private act(chosen: string | undefined): void {
    if (chosen === RESTART) {
      void this.restart();
    } else if (chosen === SHOW_OUTPUT) {
      this.output.show();
    } else if (chosen === HOW_TO_INSTALL) {
      void vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(this.home, 'INSTALL.md'));
    }
  }

  /** Whether a document is checked: the server's word, or ours while there is none. */
  private async standing(document: vscode.TextDocument): Promise<Standing> {
    if (this.client?.isRunning()) {
      const asked = { command: 'forewarn.showStatus', arguments: [document.uri.toString()] };
      return this.client.sendRequest<Standing>('workspace/executeCommand', asked).catch(String);
    }
    const why = ours(document);
    return (why && this.problem) || { checked: Boolean(why), why: why ?? NOTHING_SAYS_SO };
  }

  async showWhy(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const said = document ? sentence(await this.standing(document)) : 'No file is open.';
    this.act(await vscode.window.showInformationMessage(said, RESTART, SHOW_OUTPUT));
  }

  /** What a code lens runs, in the protocol's words. */
  showReferences(uri: string, position: Position, locations: Location[]): void {
    const read = this.client?.protocol2CodeConverter;
    if (read) {
      const places = locations.map((location) => read.asLocation(location));
      const start = read.asPosition(position);
      void vscode.commands.executeCommand('editor.action.showReferences', read.asUri(uri), start, places);
    }
  }

  dispose(): void {
    void this.stop();
    this.output.dispose();
    this.status.dispose();
  }
}

function ours(document: vscode.TextDocument): string | undefined {
  if (!LANGUAGES.includes(document.languageId) || !SCHEMES.includes(document.uri.scheme)) {
    return undefined;
  }
  const claimed = vscode.workspace.getConfiguration('forewarn', document).get<{ claim?: string[] }>('files')?.claim;
  const configured = claimed?.length ? 'the settings claim files' : undefined;
  return reason(document.uri.path, document.languageId, document.getText()) ?? configured;
}

export function activate(context: vscode.ExtensionContext): void {
  const here = new Forewarn(context.extensionUri);
  context.subscriptions.push(
    here,
    vscode.commands.registerCommand('forewarn.restart', () => here.restart()),
    vscode.commands.registerCommand('forewarn.showWhy', () => here.showWhy()),
    vscode.commands.registerCommand(SHOW_REFERENCES, here.showReferences, here),
    vscode.workspace.onDidOpenTextDocument((document) => here.look(document)),
    vscode.workspace.onDidChangeTextDocument((change) => here.look(change.document)),
    vscode.window.onDidChangeActiveTextEditor(() => here.status.update()),
    vscode.languages.onDidChangeDiagnostics(() => here.status.update()),
    vscode.workspace.onDidChangeConfiguration(
      (change) => change.affectsConfiguration('forewarn.server') && here.restart(),
    ),
  );
  vscode.workspace.textDocuments.map((document) => here.look(document));
  // Where forewarn is configured, the configuration may claim files of any name: the server has to say which.
  void vscode.workspace.findFiles('**/forewarn.toml', undefined, 1).then((found) => found[0] && here.start());
  void here.status.update();
}
