/** Joins of modules: a module that differs in its clause or its signatures is still there on both ways. */

import { sorted } from '../change/keys/signatures';
import { sameValue } from '../index-by';
import type { Module, RunAs, SignatureRow } from '../model';
import { lacking } from '../reason';
import { elder, sideOr, smaller, weaken } from './maps';

export function joinModule(a: Module, b: Module): Module {
  if (a === b || sameValue(a, b)) return elder(a, b);
  const runAs = joinRunAs(a.runAs, b.runAs);
  const signatures = joinSignatures(a.signatures, b.signatures);
  const x = { ...a, runAs, signatures };
  const y = { ...b, runAs, signatures };
  return sideOr(sameValue(x, y) ? x : smaller(weaken(x), weaken(y)), a, b);
}

const varies: RunAs = { kind: 'unknown', because: lacking('path', 'the EXECUTE AS clause depends on the path taken') };

function joinRunAs(a: RunAs, b: RunAs): RunAs {
  return sameValue(a, b) ? a : varies;
}

/** A signature of one side only may be there. */
export function joinSignatures(a: readonly SignatureRow[], b: readonly SignatureRow[]): readonly SignatureRow[] {
  if (sameValue(a, b)) return a;
  const text = (row: SignatureRow): string => `${row.key}|${row.counter}|${row.principal}`;
  const left = new Map(a.map((row) => [text(row), row]));
  const right = new Map(b.map((row) => [text(row), row]));
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return sorted(
    keys.map((key) => {
      const [x, y] = [left.get(key), right.get(key)];
      if (!x || !y) return weaken((x ?? y)!);
      return x.certain ? y : x;
    }),
  );
}
