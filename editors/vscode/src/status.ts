/** The item in the status bar: whether the file in the editor is checked, and why. */
import * as vscode from 'vscode';

/** What is known of a file. `why` completes "because …"; a text alone says why nothing is known. */
export type Standing = { checked: boolean; why: string } | string;

export const LANGUAGES = ['yaml', 'json', 'markdown'];

export class Status {
  private readonly item = vscode.window.createStatusBarItem('forewarn', vscode.StatusBarAlignment.Right, 100);

  constructor(private readonly ask: (document: vscode.TextDocument) => Promise<Standing>) {
    this.item.name = 'forewarn';
    this.item.command = 'forewarn.showWhy';
  }

  /** Say how the file in the editor stands. */
  async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !LANGUAGES.includes(document.languageId)) {
      return this.item.hide();
    }
    const standing = await this.ask(document);
    const icon = typeof standing === 'string' ? 'warning' : standing.checked ? 'shield' : 'circle-slash';
    this.item.text = `$(${icon}) forewarn`;
    this.item.tooltip = sentence(standing);
    this.item.accessibilityInformation = { label: sentence(standing) };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

/** The standing as people read it. */
export function sentence(standing: Standing): string {
  if (typeof standing === 'string') {
    return standing;
  }
  return `forewarn ${standing.checked ? 'checks this file' : 'leaves this file alone'}: ${standing.why}.`;
}
