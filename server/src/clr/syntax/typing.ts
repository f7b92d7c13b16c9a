/**
 * A file of which one member is being typed: only that member is read again. What stands around it is as it was, as long
 * as the member by itself is one declaration.
 */
import { difference, type Edit, spanAfter } from '../../text/difference';
import type { CSharpFile, Member, PlacedMember, TypeDeclaration } from '../model';

/** The file with its new text; undefined: more than the inside of one member has changed. */
export function withMember(
  old: CSharpFile,
  text: string,
  read: (member: string) => readonly Member[] | undefined,
): CSharpFile | undefined {
  const edit = difference(old.text, text);
  const place = edit && old.types.flatMap(({ members }) => members).find((one) => isInside(one, edit));
  if (!edit || !place) return undefined;
  const by = edit.newEnd - edit.oldEnd;
  const made = read(text.slice(place.offset, place.offset + place.length + by));
  if (!made) return undefined;
  return { ...old, text, types: old.types.map((type) => moved(type, edit, place, made)) };
}

function isInside({ offset, length }: PlacedMember, { start, oldEnd }: Edit): boolean {
  return offset < start && oldEnd < offset + length;
}

function moved(type: TypeDeclaration, edit: Edit, place: PlacedMember, made: readonly Member[]): TypeDeclaration {
  const by = edit.newEnd - edit.oldEnd;
  const isHere = type.members.includes(place);
  if (!isHere && type.span.end < edit.start) return type;
  const members = type.members.flatMap((one) => {
    if (one === place) return made.map((member) => ({ offset: place.offset, length: place.length + by, member }));
    if (one.offset === place.offset) return [];
    return one.offset < edit.start ? [one] : [{ ...one, offset: one.offset + by }];
  });
  const attributes =
    type.span.start < edit.start
      ? type.attributes
      : type.attributes.map((one) => ({ ...one, span: spanAfter(edit, one.span) }));
  return { ...type, attributes, members, span: spanAfter(edit, type.span), nameSpan: spanAfter(edit, type.nameSpan) };
}
