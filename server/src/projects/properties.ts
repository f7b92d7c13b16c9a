/** The properties of a project file, and the texts in which `$(Name)` stands for them. */

/** By name in small letters; undefined: there is one, and its value cannot be said. */
export type Properties = ReadonlyMap<string, string | undefined>;

export interface Filled {
  /** What is not set is empty in it. */
  readonly text: string;
  /** The names of what is not set, or cannot be said. */
  readonly unset: readonly string[];
}

/** No value grows longer: properties can be put into each other again and again. */
const longest = 65_536;

export function filled(text: string, properties: Properties): Filled {
  const unset: string[] = [];
  let length = text.length;
  const made = text.replace(/\$\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g, (_, name: string) => {
    const value = properties.get(name.trim().toLowerCase());
    length += value?.length ?? 0;
    if (value === undefined || length > longest) unset.push(name.trim());
    return value === undefined || length > longest ? '' : value;
  });
  return { text: made, unset };
}
