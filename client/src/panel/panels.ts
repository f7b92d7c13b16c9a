/** The panels of a window: one, unless a window that is opened again brings back more. */
import * as vscode from 'vscode';
import type { PanelState } from './messages';
import { type PanelHome, panelType, SimulationPanel } from './panel';

export interface Panels extends vscode.Disposable {
  show(state: PanelState): void;
}

export function panels(home: PanelHome): Panels {
  const open = new Set<SimulationPanel>();
  const keep = (panel: vscode.WebviewPanel, state: PanelState): void => {
    const made = new SimulationPanel(panel, home, state);
    open.add(made);
    made.onGone(() => open.delete(made));
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(panelType, {
    deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: PanelState | undefined) => {
      if (isState(state)) keep(panel, state);
      else panel.dispose();
    },
  });
  return {
    show: (state) => {
      const [first] = open;
      if (first) return first.show(state);
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      keep(vscode.window.createWebviewPanel(panelType, vscode.l10n.t('Simulation'), place), state);
    },
    dispose: () => {
      serializer.dispose();
      for (const panel of open) panel.dispose();
    },
  };
}

function isState(state: PanelState | undefined): state is PanelState {
  return typeof state?.uri === 'string' && typeof state.login === 'string' && typeof state.target?.kind === 'string';
}
