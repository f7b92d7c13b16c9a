/**
 * XML: a small document as a tree, or a large one element by element. Names are without their prefixes. Entities other than
 * the five of XML are not replaced: a document that uses one is broken. Nothing is read from anywhere else.
 */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
  /** Where it begins in the document. */
  readonly offset: number;
}

export type XmlRead =
  | { readonly kind: 'read'; readonly root: XmlElement }
  | { readonly kind: 'broken'; readonly because: string; readonly offset: number };

/** What is wrong with a document, and where. */
export class XmlProblem extends Error {
  readonly offset: number;
  constructor(because: string, offset: number) {
    super(because);
    this.offset = offset;
  }
}

export interface XmlLimits {
  readonly depth: number;
  readonly elements: number;
}

/** What is told of a document, in its order. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, offset: number): void;
  text(text: string): void;
  close(): void;
}

export interface XmlStream {
  /** Throws `XmlProblem`. */
  write(chunk: string): void;
  /** The document ends here. Throws `XmlProblem`. */
  end(): void;
}

const treeLimits: XmlLimits = { depth: 100, elements: 200_000 };

/** Reads a document that fits into memory. */
export function readXml(text: string, limits: XmlLimits = treeLimits): XmlRead {
  let root: Growing | undefined;
  const open: Growing[] = [];
  const stream = streamXml(limits, {
    open: (name, attributes, offset) => {
      const element: Growing = { name, attributes, children: [], text: '', offset };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    text: (more) => {
      const element = open.at(-1);
      if (element) element.text += more;
    },
    close: () => open.pop(),
  });
  try {
    stream.write(text);
    stream.end();
  } catch (problem) {
    if (!(problem instanceof XmlProblem)) throw problem;
    return { kind: 'broken', because: problem.message, offset: Math.min(problem.offset, text.length) };
  }
  return root ? { kind: 'read', root } : { kind: 'broken', because: 'there is no element in it', offset: 0 };
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

/** Begins to read a document. */
export function streamXml({ depth, elements }: XmlLimits, handler: XmlHandler): XmlStream {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let [level, count, start] = [0, 0, 0];
  const fail = (because: string): never => {
    throw new XmlProblem(because, parser.position);
  };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('opentagstart', () => {
    start = parser.position;
    if (++level > depth) fail(`elements are nested deeper than ${depth}`);
    if (++count > elements) fail(`it has more than ${elements.toLocaleString('en')} elements`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const begin = Math.max(0, start - name.length - 2);
    handler.open(local(name), attributes as Readonly<Record<string, string>>, begin);
  });
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('closetag', () => {
    level--;
    handler.close();
  });
  return {
    write: (chunk) => {
      parser.write(chunk);
    },
    end: () => {
      parser.close();
    },
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
