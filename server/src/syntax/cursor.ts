/**
 * Walks over trees. The cursor of web-tree-sitter carries its place into the memory of the program and back for each question;
 * this one leaves it there for as long as nobody else uses the program, which is a third of what reading a tree costs. It
 * knows how web-tree-sitter (whose version is fixed) hands cursors over; a test compares the two.
 */
import type { Tree, TreeCursor } from 'web-tree-sitter';

/** Like the cursor of web-tree-sitter. Whoever lets others run in between pauses it. */
export interface Cursor
  extends Pick<
    TreeCursor,
    | 'nodeTypeId'
    | 'nodeIsMissing'
    | 'startIndex'
    | 'endIndex'
    | 'currentFieldId'
    | 'gotoFirstChild'
    | 'gotoNextSibling'
    | 'gotoPreviousSibling'
    | 'gotoParent'
    | 'gotoLastChild'
    | 'gotoFirstChildForIndex'
    | 'delete'
  > {
  /** Whether an error is in the node. */
  readonly hasError: boolean;
  pause(): void;
  goOn(): void;
}

type OfTree = (tree: number) => number;

/** The program, as far as it is used here. What it is started with becomes the program. */
interface Program {
  readonly wasmBinary?: Uint8Array;
  readonly locateFile: (name: string) => string;
  HEAP32: Int32Array;
  _ts_init: () => number;
  _ts_tree_root_node_wasm: OfTree;
  _ts_tree_cursor_new_wasm: OfTree;
  _ts_tree_cursor_delete_wasm: OfTree;
  _ts_tree_cursor_goto_first_child_wasm: OfTree;
  _ts_tree_cursor_goto_last_child_wasm: OfTree;
  _ts_tree_cursor_goto_first_child_for_index_wasm: OfTree;
  _ts_tree_cursor_goto_next_sibling_wasm: OfTree;
  _ts_tree_cursor_goto_previous_sibling_wasm: OfTree;
  _ts_tree_cursor_goto_parent_wasm: OfTree;
  _ts_tree_cursor_current_node_wasm: OfTree;
  _ts_tree_cursor_current_node_type_id_wasm: OfTree;
  _ts_tree_cursor_current_node_is_missing_wasm: OfTree;
  _ts_tree_cursor_current_field_id_wasm: OfTree;
  _ts_tree_cursor_start_index_wasm: OfTree;
  _ts_tree_cursor_end_index_wasm: OfTree;
  _ts_node_has_error_wasm: OfTree;
}

const program = { locateFile: (name: string) => name } as Partial<Program> & Pick<Program, 'locateFile'>;
let buffer: number | undefined;

/** What web-tree-sitter is started with. */
export function startedWith(wasmBinary: Uint8Array): object {
  return Object.assign(program, { wasmBinary });
}

/** A cursor at the root of a tree. Whoever is done with it deletes it. */
export function walkOver(tree: Tree): Cursor {
  // another one has started it: then it is not this object
  if (!program._ts_init) return new PlainCursor(tree.walk());
  buffer ??= program._ts_init() >> 2;
  return new QuickCursor(program as Program, buffer, (tree as unknown as { readonly 0: number })[0]);
}

/** How much of the memory a cursor takes, in numbers. */
const size = 4;

class QuickCursor implements Cursor {
  readonly #program: Program;
  readonly #at: number;
  readonly #tree: number;
  readonly #saved = [0, 0, 0, 0];
  #isPaused = false;

  constructor(running: Program, at: number, tree: number) {
    this.#program = running;
    this.#at = at;
    this.#tree = tree;
    running._ts_tree_root_node_wasm(tree);
    running._ts_tree_cursor_new_wasm(tree);
  }

  pause(): void {
    this.#isPaused = true;
    for (let index = 0; index < size; index++) this.#saved[index] = this.#program.HEAP32[this.#at + index]!;
  }

  goOn(): void {
    this.#isPaused = false;
    for (let index = 0; index < size; index++) this.#program.HEAP32[this.#at + index] = this.#saved[index]!;
  }

  delete(): void {
    if (this.#isPaused) this.goOn();
    this.#program._ts_tree_cursor_delete_wasm(this.#tree);
  }

  get nodeTypeId(): number {
    return this.#program._ts_tree_cursor_current_node_type_id_wasm(this.#tree);
  }

  get nodeIsMissing(): boolean {
    return this.#program._ts_tree_cursor_current_node_is_missing_wasm(this.#tree) === 1;
  }

  get currentFieldId(): number {
    return this.#program._ts_tree_cursor_current_field_id_wasm(this.#tree);
  }

  get startIndex(): number {
    return this.#program._ts_tree_cursor_start_index_wasm(this.#tree);
  }

  get endIndex(): number {
    return this.#program._ts_tree_cursor_end_index_wasm(this.#tree);
  }

  /** The node takes the place of the cursor. */
  get hasError(): boolean {
    this.pause();
    this.#program._ts_tree_cursor_current_node_wasm(this.#tree);
    const found = this.#program._ts_node_has_error_wasm(this.#tree) === 1;
    this.goOn();
    return found;
  }

  gotoFirstChild(): boolean {
    return this.#program._ts_tree_cursor_goto_first_child_wasm(this.#tree) === 1;
  }

  gotoLastChild(): boolean {
    return this.#program._ts_tree_cursor_goto_last_child_wasm(this.#tree) === 1;
  }

  gotoFirstChildForIndex(index: number): boolean {
    this.#program.HEAP32[this.#at + size] = index;
    return this.#program._ts_tree_cursor_goto_first_child_for_index_wasm(this.#tree) === 1;
  }

  gotoNextSibling(): boolean {
    return this.#program._ts_tree_cursor_goto_next_sibling_wasm(this.#tree) === 1;
  }

  gotoPreviousSibling(): boolean {
    return this.#program._ts_tree_cursor_goto_previous_sibling_wasm(this.#tree) === 1;
  }

  gotoParent(): boolean {
    return this.#program._ts_tree_cursor_goto_parent_wasm(this.#tree) === 1;
  }
}

/** That of web-tree-sitter. */
class PlainCursor implements Cursor {
  readonly #cursor: TreeCursor;

  constructor(cursor: TreeCursor) {
    this.#cursor = cursor;
  }

  pause(): void {}
  goOn(): void {}
  delete = (): void => this.#cursor.delete();
  gotoFirstChild = (): boolean => this.#cursor.gotoFirstChild();
  gotoLastChild = (): boolean => this.#cursor.gotoLastChild();
  gotoFirstChildForIndex = (index: number): boolean => this.#cursor.gotoFirstChildForIndex(index);
  gotoNextSibling = (): boolean => this.#cursor.gotoNextSibling();
  gotoPreviousSibling = (): boolean => this.#cursor.gotoPreviousSibling();
  gotoParent = (): boolean => this.#cursor.gotoParent();
  get nodeTypeId(): number {
    return this.#cursor.nodeTypeId;
  }
  get nodeIsMissing(): boolean {
    return this.#cursor.nodeIsMissing;
  }
  get currentFieldId(): number {
    return this.#cursor.currentFieldId;
  }
  get startIndex(): number {
    return this.#cursor.startIndex;
  }
  get endIndex(): number {
    return this.#cursor.endIndex;
  }
  get hasError(): boolean {
    return this.#cursor.currentNode.hasError;
  }
}
