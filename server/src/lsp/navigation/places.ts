/** Places in any script of the workspace, as the client counts and spells them. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { twinOf } from '../../projects/twins';
import type { Script } from '../../syntax/statement';
import { spanAfter } from '../../text/difference';
import type { Span } from '../../text/span';
import type { Door } from '../door';
import { toRange } from '../positions';
import type { Range } from '../protocol';
import { canonical } from '../uris';

export interface ClientPlace {
  readonly uri: string;
  readonly range: Range;
}

/** The places of one answer: each text is measured once. */
export class Places {
  readonly #door: Door;
  readonly #measured = new Map<string, (span: Span) => ClientPlace>();

  constructor(door: Door) {
    this.#door = door;
  }

  of(script: Script, span: Span): ClientPlace {
    const known = this.#measured.get(script.uri) ?? this.#measure(script);
    this.#measured.set(script.uri, known);
    return known(span);
  }

  /** Several places, each once: a script that several projects include says the same in each. */
  all(list: readonly { readonly script: Script; readonly span: Span }[]): readonly ClientPlace[] {
    const seen = new Set<string>();
    return list.flatMap(({ script, span }) => {
      const place = this.of(script, span);
      const { start, end } = place.range;
      const key = [place.uri, start.line, start.character, end.line, end.character].join(' ');
      if (seen.has(key)) return [];
      seen.add(key);
      return [place];
    });
  }

  /** The version of an open script; null: it is not open. */
  version(uri: string): number | null {
    return this.#door.documents.get(uri)?.version ?? null;
  }

  #measure(script: Script): (span: Span) => ClientPlace {
    const { documents, workspace } = this.#door;
    const own = twinOf(script.uri)?.uri ?? script.uri;
    const uri = documents.uris().find((open) => canonical(open) === own) ?? own;
    const open = documents.get(uri);
    const held = open && workspace.typing.heldBack(own);
    const document = open ?? TextDocument.create(uri, 'sql', 0, script.text);
    const { encoding } = documents;
    return (span) => ({ uri, range: toRange(document, held ? spanAfter(held, span) : span, encoding) });
  }
}
