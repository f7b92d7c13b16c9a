/** What happens when the server ends by itself: it is started again, said plainly; after the fifth time only by hand. */
import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  type ErrorHandlerResult,
} from 'vscode-languageclient';

const most = 5;
const span = 3 * 60_000;

export class ServerLife implements ErrorHandler {
  readonly #restart: () => void;
  readonly #log: vscode.LogOutputChannel;
  #ends: readonly number[] = [];

  constructor(log: vscode.LogOutputChannel, restart: () => void) {
    this.#log = log;
    this.#restart = restart;
  }

  error(error: Error, _message: unknown, count: number | undefined): ErrorHandlerResult {
    this.#log.error(`connection: ${error.message}`);
    return { action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#ends = [...this.#ends.filter((end) => now - end < span), now];
    if (this.#ends.length < most) {
      this.#log.warn('The server ended by itself and is started again.');
      vscode.window.setStatusBarMessage(
        `$(sync) ${vscode.l10n.t('T-SQL: the server ended by itself and is started again')}`,
        10_000,
      );
      return { action: CloseAction.Restart, handled: true };
    }
    this.#log.error(`The server ended ${this.#ends.length} times within three minutes. It stays off.`);
    void this.#ask();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  async #ask(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const output = vscode.l10n.t('Show Output');
    const said = vscode.l10n.t(
      'The T-SQL execution context server ended {0} times within three minutes, so hovers, problems and hints stand still.',
      this.#ends.length,
    );
    const picked = await vscode.window.showErrorMessage(said, restart, output);
    if (picked === restart) {
      this.#ends = [];
      this.#restart();
    } else if (picked === output) this.#log.show();
  }
}
