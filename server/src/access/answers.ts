/** Whether somebody may do something on a side of a comparison: `decide`, asked once for all who are alike. */
import { coveringRights } from '../catalog/builtin';
import { decide } from '../catalog/decide/decide';
import { questionOn } from '../catalog/decide/question';
import type { Verdict } from '../catalog/decide/verdict';
import { securableText } from '../catalog/indexes';
import type { Catalog, Database, Securable } from '../catalog/model';
import { permissionSpace } from '../catalog/securable';
import type { Folded } from '../text/name';
import type { Person } from './people';
import type { Thing } from './things';

/** 'absent': the thing is not there. 'nobody': the person is not, or cannot get in. */
export type Answer = Verdict | { readonly kind: 'absent' } | { readonly kind: 'nobody' };

export interface Answers {
  readonly on: (person: Person | undefined, thing: Thing | undefined, permission: string, column?: Folded) => Answer;
  /** What holds a thing, itself among it. */
  readonly spaceOf: (thing: Thing) => readonly Securable[];
  /** The same for each right that covers a permission on a thing, at the places that are given. */
  readonly covering: (person: Person | undefined, at: Covered) => ReadonlyMap<string, Answer>;
}

export interface Covered {
  readonly thing: Thing | undefined;
  readonly like: Thing;
  readonly space: readonly Securable[];
  readonly permission: string;
  readonly column: Folded | undefined;
}

const absent: Answer = { kind: 'absent' };
const nobody: Answer = { kind: 'nobody' };

export function answers(catalog: Catalog, database: Database | undefined): Answers {
  const known = new Map<string, Verdict>();
  const ask = (person: Person | undefined, key: string, permission: string, securable: Securable): Answer => {
    if (person?.mark === undefined) return nobody;
    const name = `${person.mark}|${key}|${permission}|${securable.column ?? ''}`;
    const before = known.get(name);
    if (before) return before;
    const made = decide(catalog, person.subject, questionOn(catalog, database, permission, securable));
    known.set(name, made);
    return made;
  };
  const askOn: Answers['on'] = (person, thing, permission, column) => {
    if (!thing) return absent;
    const securable = column === undefined ? thing.securable : { ...thing.securable, column };
    return ask(person, thing.mark, permission, securable);
  };
  return {
    on: askOn,
    spaceOf: ({ securable }) => permissionSpace(database, securable),
    covering: (person, { thing, like, space, permission, column }) => {
      const { securable } = like;
      const rights = coveringRights(securable.class, permission);
      const found = new Map<string, Answer>();
      for (const right of column === undefined ? rights.slice(1) : rights)
        for (const place of space) {
          if (place.class !== right.class) continue;
          const isOwn = place.id === securable.id && place.class === securable.class;
          const answer = isOwn
            ? askOn(person, thing, right.permission)
            : ask(person, securableText(place), right.permission, place);
          found.set(`${right.class} ${right.permission}`, answer);
        }
      return found;
    },
  };
}
