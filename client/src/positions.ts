/** Positions of our own requests, which the client library does not convert for us. */
import * as vscode from 'vscode';
import type { Position, Range } from '../../server/src/lsp/protocol';

export function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function fromPosition({ line, character }: vscode.Position): Position {
  return { line, character };
}

export function fromRange({ start, end }: vscode.Range): Range {
  return { start: fromPosition(start), end: fromPosition(end) };
}
