/** The extension through VS Code's own interface: what other extensions, and VS Code itself, get from it. */
import * as assert from 'node:assert';
import * as vscode from 'vscode';

const PATIENCE_MS = 60_000;

/** Wait until something that is looked at again after each event is as expected. */
async function until<T>(what: string, look: () => T | PromiseLike<T>, right: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (right(seen)) {
      return seen;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not so, but ${JSON.stringify(seen)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let model: vscode.TextDocument;

const findings = () => vscode.languages.getDiagnostics(model.uri).filter((one) => one.source === 'forewarn');
const codes = () => findings().map((one) => (typeof one.code === 'object' ? one.code.value : one.code));
const execute = <T>(name: string, ...rest: unknown[]) =>
  vscode.commands.executeCommand<T>(`vscode.execute${name}`, model.uri, ...rest);

/** Where the cursor is behind the first `text`. */
function behind(text: string): vscode.Position {
  const at = model.getText().indexOf(text);
  assert.notStrictEqual(at, -1, `${text} is not there`);
  return model.positionAt(at + text.length);
}

suite('forewarn in the extension host', () => {
  suiteSetup(async () => {
    const [file] = await vscode.workspace.findFiles('threat-model.yaml');
    assert.ok(file);
    model = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(model);
    await until('findings', findings, (seen) => seen.length > 0);
  });

  test('it is active, and its commands are there', async () => {
    assert.ok(vscode.extensions.getExtension('forewarn.forewarn')?.isActive);
    const known = await vscode.commands.getCommands(true);
    assert.ok(known.includes('forewarn.restart') && known.includes('forewarn.showWhy'));
  });

  test('a finding has its rule, a page about it, and the other place it speaks of', () => {
    const found = findings().find((one) => typeof one.code === 'object' && one.code.value === 'FW203');
    assert.ok(found && typeof found.code === 'object');
    assert.match(found.code.target.toString(), /FW203$/);
    assert.ok(found.relatedInformation?.length);
    assert.strictEqual(model.getText(found.range), 'M3');
  });

  test('hover', async () => {
    const hovers = await execute<vscode.Hover[]>('HoverProvider', behind('type: iot-'));
    const said = hovers.flatMap((one) => one.contents.map((part) => (part as vscode.MarkdownString).value)).join('\n');
    assert.match(said, /Ask yourself/);
  });

  test('completion of types and names', async () => {
    const types = await execute<vscode.CompletionList>('CompletionItemProvider', behind('recipient-contact: {type: '));
    assert.ok(types.items.some((one) => one.label === 'identity-document'));
    const names = await execute<vscode.CompletionList>('CompletionItemProvider', behind('against: [parcel, '));
    assert.ok(names.items.some((one) => one.label === 'card-number'));
  });

  test('definition and references', async () => {
    const [there] = await execute<vscode.LocationLink[]>('DefinitionProvider', behind('carries: [parc'));
    assert.ok(there);
    assert.match(
      model.lineAt((there.targetRange ?? (there as unknown as vscode.Location).range).start.line).text,
      /^ {2}parcel:/,
    );
    const places = await execute<vscode.Location[]>('ReferenceProvider', behind('carries: [parc'));
    assert.ok(places.length > 2);
  });

  test('symbols', async () => {
    const symbols = await execute<vscode.DocumentSymbol[]>('DocumentSymbolProvider');
    assert.ok(symbols.some((one) => one.children.some((child) => child.name === 'T2')));
  });

  test('a fix that is applied leaves no finding behind, and undoing brings it back', async () => {
    const place = findings().find((one) => typeof one.code === 'object' && one.code.value === 'FW006')?.range;
    assert.ok(place);
    const offered = await execute<vscode.CodeAction[]>('CodeActionProvider', place, 'quickfix', 10);
    const change = offered.find((one) => one.title.startsWith('Change to'));
    assert.ok(change?.edit, `among ${offered.map((one) => one.title)}`);
    assert.ok(await vscode.workspace.applyEdit(change.edit));
    await until('no FW006', codes, (seen) => !seen.includes('FW006'));
    await vscode.commands.executeCommand('undo');
    await until('FW006 again', codes, (seen) => seen.includes('FW006'));
  });

  test('a document that is not saved anywhere is checked', async () => {
    const text = 'threat-model: Cards\nthreats:\n  T1: {title: A card is copied, against: [crad]}\n';
    const draft = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
    const found = await until(
      'a finding',
      () => vscode.languages.getDiagnostics(draft.uri),
      (seen) => seen.length > 0,
    );
    assert.ok(found.some((one) => draft.getText(one.range) === 'crad'));
  });

  test('restarting brings the findings back', async () => {
    const before = codes().length;
    await vscode.commands.executeCommand('forewarn.restart');
    await until('as many findings', codes, (seen) => seen.length === before);
  });
});
