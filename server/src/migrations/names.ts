/** What says of a single script that it may be a migration: whether it is one the other scripts decide. */
import { type Marks, marksOf } from './marks';
import { nameOf, type Told } from './model';

const names = /^[VURB]\d*.*__|^(?:script|migration)?[ _-]*\d{3,}|\.(?:up|down)\.sql$|^(?:before|after)Migrate/i;

export function hasNameOfMigration(place: string): boolean {
  return names.test(nameOf(place)) || /(?:^|\/)up\//i.test(place);
}

export function hasMark({ liquibase, ways, migration }: Marks): boolean {
  return liquibase || ways !== undefined || migration !== undefined;
}

/** `said`: what somebody says of it. */
export function mayBeMigration(place: string, text: string, said: { readonly migration?: Told } | undefined): boolean {
  const told = said?.migration;
  return (told !== undefined && told !== 'none') || hasNameOfMigration(place) || hasMark(marksOf(text));
}
