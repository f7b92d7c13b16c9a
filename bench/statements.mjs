// The statements that the product finds in the corpus against those of the reference parser.
import { corpusText, goldenStatements, manifest } from './corpus.mjs';
import { outlinesOf } from './outlines.mjs';

/** Totals over the corpus, and the files that are read otherwise. */
export function scoreStatements() {
  const golden = goldenStatements();
  const rows = manifest();
  const outlines = outlinesOf(rows.map((row) => row.path));
  const totals = {
    valid: 0,
    clean: 0,
    same: 0,
    compared: 0,
    sqlcmd: 0,
    sqlcmdClean: 0,
    chars: 0,
    errorChars: 0,
    found: 0,
    expected: 0,
    matched: 0,
    invalid: 0,
    invalidSeen: 0,
    time: 0,
  };
  const bad = [];
  for (const [index, { file, expected }] of rows.entries()) {
    const outline = outlines[index];
    const clean = outline.errors.length === 0;
    totals.time += outline.milliseconds;
    totals.chars += outline.length;
    if (expected === 'sqlcmd') {
      totals.sqlcmd++;
      totals.sqlcmdClean += clean;
    } else if (expected === 'invalid') {
      totals.invalid++;
      totals.invalidSeen += !clean;
    }
    if (!clean && (expected === 'sqlcmd' || expected === 'valid'))
      bad.push({ file, why: 'error', at: outline.errors[0].start });
    if (expected !== 'valid') continue;
    totals.valid++;
    totals.clean += clean;
    totals.errorChars += outline.errors.reduce((sum, { start, end }) => sum + end - start, 0);
    const reference = golden.get(file);
    if (reference) compare(totals, bad, { file, clean, reference, outline });
  }
  return { totals, bad };
}

function compare(totals, bad, { file, clean, reference, outline }) {
  const text = corpusText(file);
  const key = (start, length, depth) =>
    `${start} ${text.slice(start, start + length).replace(/[;\s]+$/, '').length} ${depth}`;
  const wanted = new Map(reference.map(({ start, length, depth, type }) => [key(start, length, depth), type]));
  const got = new Map(outline.statements.map(({ start, end, depth, kind }) => [key(start, end - start, depth), kind]));
  const matched = [...got.keys()].filter((one) => wanted.has(one)).length;
  totals.compared++;
  totals.found += got.size;
  totals.expected += wanted.size;
  totals.matched += matched;
  const same = matched === wanted.size && matched === got.size;
  totals.same += same;
  if (same || !clean) return;
  const missing = [...wanted].find(([one]) => !got.has(one));
  const extra = [...got].find(([one]) => !wanted.has(one));
  bad.push({
    file,
    why: `statements: missing ${missing} extra ${extra}`,
    at: Number((missing ?? extra)[0].split(' ')[0]),
  });
}
