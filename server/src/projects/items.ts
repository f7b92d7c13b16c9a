/** The items of a project file: Include with patterns, Exclude, Remove, Update, and what is said of each. */
import type { XmlElement } from '../xml/read';
import { type ConditionFacts, holds } from './conditions';
import { isWithin, type ProjectFiles, resolved } from './files';
import { isPattern, patternOf } from './globs';
import { filled } from './properties';

export interface Item {
  readonly type: string;
  /** As it is written, without variables; for a pattern the file that it means. */
  readonly name: string;
  /** The file; undefined: it is not at hand, or not within reach. */
  readonly path: string | undefined;
  /** What is said of it, by name in small letters. */
  readonly about: ReadonlyMap<string, string>;
  /** Whether it is sure to be an item. */
  readonly certain: boolean;
}

interface Place {
  readonly files: ProjectFiles;
  readonly folder: string;
  readonly facts: ConditionFacts;
}

/** A project has no more items. */
const most = 50_000;

export class Items {
  readonly #place: Place;
  readonly #items = new Map<string, Item>();
  readonly doubts = new Set<string>();
  /** Whether some may be missing among them. */
  open = false;

  constructor(place: Place) {
    this.#place = place;
  }

  all(): readonly Item[] {
    return [...this.#items.values()];
  }

  add(group: XmlElement, unsure: boolean): void {
    for (const element of group.children) {
      const said = holds(element.attributes['Condition'], this.#place.facts);
      if (said === false) continue;
      const { Include, Exclude, Remove, Update } = element.attributes;
      const doubtful = unsure || said === undefined;
      if (Include !== undefined) this.#include(element, Include, Exclude, doubtful);
      if (Remove !== undefined) this.#remove(element, Remove, doubtful);
      if (Update !== undefined) this.#update(element, Update);
    }
  }

  #include(element: XmlElement, include: string, exclude: string | undefined, unsure: boolean): void {
    const isOut = exclude === undefined ? () => false : this.#meaning(exclude, element.name);
    const about = this.#about(element);
    for (const { name, path } of this.#specs(include, element.name)) {
      if (path !== undefined && isOut(path)) continue;
      if (this.#items.size >= most) {
        this.open = true;
        this.doubts.add(`it has more than ${most.toLocaleString('en')} items`);
        return;
      }
      this.#items.set(`${element.name}|${path ?? name}`, { type: element.name, name, path, about, certain: !unsure });
    }
  }

  #remove(element: XmlElement, remove: string, unsure: boolean): void {
    const isMeant = this.#meaning(remove, element.name);
    for (const [key, item] of this.#items) {
      if (item.type !== element.name || !(isMeant(item.path ?? '') || isMeant(item.name))) continue;
      if (unsure) this.#items.set(key, { ...item, certain: false });
      else this.#items.delete(key);
    }
  }

  #update(element: XmlElement, update: string): void {
    const isMeant = this.#meaning(update, element.name);
    const about = this.#about(element);
    for (const [key, item] of this.#items)
      if (item.type === element.name && isMeant(item.path ?? item.name))
        this.#items.set(key, { ...item, about: new Map([...item.about, ...about]) });
  }

  /** What is said of an item, in attributes or elements. */
  #about({ attributes, children }: XmlElement): ReadonlyMap<string, string> {
    const { properties } = this.#place.facts;
    const said = [
      ...Object.entries(attributes),
      ...children
        .filter((child) => holds(child.attributes['Condition'], this.#place.facts) !== false)
        .map(({ name, text }) => [name, text.trim()] as const),
    ];
    return new Map(said.map(([name, value]) => [name.toLowerCase(), filled(value, properties).text]));
  }

  /** The parts of a list, those that are patterns as the files that they mean. */
  #specs(list: string, type: string): readonly Pick<Item, 'name' | 'path'>[] {
    const { files, folder } = this.#place;
    return this.#split(list, type).flatMap((name) => {
      const list = listed(name);
      if (list !== undefined) return this.all().filter((one) => one.type === list);
      if (!isPattern(name)) return [{ name, path: resolved(files, folder, name) }];
      const { base, rest } = baseAndRest(name);
      const from = resolved(files, folder, base);
      if (from === undefined) {
        this.open ||= buildTypes.has(type);
        this.doubts.add(`${name} leads out of the workspace`);
        return [];
      }
      const isMeant = patternOf(rest);
      const found = files.below(from).filter((path) => isMeant(path.slice(from.length + 1)));
      return found.map((path) => ({ name: path, path }));
    });
  }

  /** Answers whether a list means a path, or the name of an item. */
  #meaning(list: string, type: string): (path: string) => boolean {
    const { files, folder } = this.#place;
    const tests = this.#split(list, type).flatMap((name): ((path: string) => boolean)[] => {
      const other = listed(name);
      if (other !== undefined) {
        const paths = new Set(this.all().flatMap((one) => (one.type === other ? [one.path ?? one.name] : [])));
        return other === type ? [] : [(path) => paths.has(path)];
      }
      const { base, rest } = isPattern(name) ? baseAndRest(name) : { base: name, rest: undefined };
      const from = resolved(files, folder, base);
      if (from === undefined) return [(path) => path.toLowerCase() === name.toLowerCase()];
      if (rest === undefined)
        return [(path) => path.toLowerCase() === from.toLowerCase() || path.toLowerCase() === name.toLowerCase()];
      const isMeant = patternOf(rest);
      return [(path) => isWithin(from, path) && isMeant(path.slice(from.length + 1))];
    });
    return (path) => tests.some((test) => test(path));
  }

  #split(list: string, type: string): readonly string[] {
    const { text, unset } = filled(list, this.#place.facts.properties);
    if (unset.length > 0 && buildTypes.has(type)) {
      this.open = true;
      this.doubts.add(`$(${unset[0]}) in ${list} has no value here`);
    }
    return text
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }
}

export const buildTypes: ReadonlySet<string> = new Set(['Build', 'Content']);

/** The type of items that `@(Type)` stands for. */
function listed(name: string): string | undefined {
  return /^@\((\w+)\)$/.exec(name)?.[1];
}

/** The folders of a pattern in which nothing is a pattern, and the rest. */
function baseAndRest(spec: string): { readonly base: string; readonly rest: string } {
  const parts = spec.replaceAll('\\', '/').split('/');
  const first = parts.findIndex(isPattern);
  return { base: parts.slice(0, first).join('/') || '.', rest: parts.slice(first).join('/') };
}
