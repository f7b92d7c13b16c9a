/** What publish profiles (`.publish.xml`) say: the database to publish to, and values of SQLCMD variables. */
import type { XmlElement } from '../xml/read';

export interface Profile {
  readonly file: string;
  readonly database: string | undefined;
  readonly variables: ReadonlyMap<string, string>;
  /** Whether publishing leaves the options of the database alone. */
  readonly keepsOptions: boolean;
}

export function profileOf(file: string, root: XmlElement): Profile {
  const variables = new Map<string, string>();
  let [database, keepsOptions] = [undefined as string | undefined, false];
  for (const group of root.children) {
    for (const element of group.children) {
      const text = element.text.trim();
      if (element.name === 'TargetDatabaseName' && text !== '') database = text;
      if (element.name === 'ScriptDatabaseOptions') keepsOptions = /^false$/i.test(text);
      const value = element.children.find(({ name }) => name === 'Value')?.text.trim();
      const name = element.attributes['Include'];
      if (element.name === 'SqlCmdVariable' && name !== undefined && value !== undefined) variables.set(name, value);
    }
  }
  return { file, database, variables, keepsOptions };
}

/** The one value that all say; undefined: they disagree, or say nothing. */
export function agreed<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}
