/** What the panel's page and the extension say to each other. This file imports types alone: both sides share it. */
import type { Position, SimulationTarget } from '../../../server/src/lsp/protocol';

/** What is shown; the page keeps it, and hands it back when the window is reloaded. */
export interface PanelState {
  readonly uri: string;
  /** As people call the file. */
  readonly file: string;
  readonly login: string;
  readonly database: string;
  readonly target: SimulationTarget;
  /** How the target is called in the list of what to run. */
  readonly targetName: string;
  /** A second login, side by side. */
  readonly other?: string;
  readonly facts: readonly PanelFact[];
  readonly refusalsOnly?: boolean;
}

export interface PanelFact {
  readonly label: string;
  readonly script: string;
  readonly on: boolean;
}

/** Questions that the page asks; each is answered with its number. */
export type Question =
  | {
      readonly ask: 'run';
      readonly state: PanelState;
      readonly other?: boolean;
      readonly plain?: boolean;
      readonly beside?: number;
    }
  | { readonly ask: 'step' | 'designs'; readonly run: number; readonly row: number }
  | { readonly ask: 'opens'; readonly run: number }
  | { readonly ask: 'principals'; readonly uri: string }
  | { readonly ask: 'targets'; readonly uri: string };

export interface Asked {
  readonly type: 'ask';
  readonly id: number;
  readonly question: Question;
}

export interface Answered {
  readonly type: 'answer';
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** What the page wants to have done. */
export type Deed =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'open'; readonly uri: string; readonly position: Position; readonly focus: boolean }
  | { readonly type: 'script'; readonly text: string }
  | { readonly type: 'remember'; readonly login: string }
  | { readonly type: 'export'; readonly run: number; readonly format: 'text' | 'markdown' | 'json' };

/** What the extension tells the page. */
export type Told =
  | Answered
  | { readonly type: 'show'; readonly state: PanelState }
  /** A script has a new text, or more is known than was. */
  | { readonly type: 'changed'; readonly what: 'text' | 'answers' }
  /** The cursor stands somewhere else in a script. */
  | { readonly type: 'cursor'; readonly uri: string; readonly line: number };

export interface TargetChoice {
  readonly name: string;
  readonly target: SimulationTarget;
  /** Of a module. */
  readonly parameters?: readonly string[];
}
