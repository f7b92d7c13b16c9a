/**
 * A project file read as MSBuild would, without MSBuild: first all properties in their order, then all items. What cannot be
 * said stays unsaid and is named: a property without value, an item that may be there.
 */
import type { XmlElement } from '../xml/read';
import { holds } from './conditions';
import { baseOf, folderOf, lastOf, type ProjectFiles, resolved } from './files';
import { type Item, Items } from './items';
import { filled } from './properties';

export interface Evaluated {
  /** The value of a property; undefined: it is not set, or cannot be said. */
  property(name: string): string | undefined;
  readonly items: readonly Item[];
  /** What is not at hand, or not understood, in words. */
  readonly doubts: readonly string[];
  /** Whether scripts may be in the project that are not among its items. */
  readonly open: boolean;
}

export interface Sources {
  /** The project, and what comes before and after it. */
  readonly file: string;
  readonly parts: readonly { readonly file: string; readonly root: XmlElement }[];
  readonly files: ProjectFiles;
  read(path: string): XmlElement | undefined;
}

/** Imports within imports. */
const deepest = 20;
/** Files that one project imports. */
const most = 200;

export function evaluate({ file, parts, files, read }: Sources): Evaluated {
  const properties = new Map<string, string | undefined>();
  const doubts = new Set<string>();
  const groups: Group[] = [];
  let [open, imports] = [false, 0];
  const facts = {
    properties,
    exists: (path: string): boolean | undefined => {
      const place = resolved(files, folderOf(file), path);
      if (place === undefined) return undefined;
      return files.text(place) !== undefined || files.below(place).length > 0;
    },
  };
  const set = (name: string, value: string | undefined): void => {
    properties.set(name.toLowerCase(), value);
  };
  const visit = (element: XmlElement, here: string, doubtful: boolean, above: readonly string[]): void => {
    for (const child of element.children) {
      const said = holds(child.attributes['Condition'], facts);
      if (said === false) continue;
      const unsure = doubtful || said === undefined;
      if (child.name === 'PropertyGroup') setAll(child, unsure);
      if (child.name === 'ItemGroup') groups.push({ group: child, here, unsure });
      if (child.name === 'ImportGroup' || child.name === 'Otherwise') visit(child, here, unsure, above);
      if (child.name === 'Choose') choose(child, here, unsure, above);
      if (child.name === 'Import' && child.attributes['Sdk'] === undefined) bring(child, here, unsure, above);
    }
  };
  const setAll = (group: XmlElement, unsure: boolean): void => {
    for (const { name, attributes, text } of group.children) {
      const said = holds(attributes['Condition'], facts);
      if (said === false) continue;
      const { text: value, unset } = filled(text.trim(), properties);
      const lost = unset.some((one) => /[[.(]/.test(one) || properties.has(one.toLowerCase()));
      set(name, unsure || said === undefined || lost ? undefined : value);
    }
  };
  const choose = (element: XmlElement, here: string, unsure: boolean, above: readonly string[]): void => {
    let doubtful = unsure;
    for (const branch of element.children) {
      const said = branch.name === 'When' ? holds(branch.attributes['Condition'], facts) : true;
      if (said === false) continue;
      visit(branch, here, doubtful || said === undefined, above);
      if (said) return;
      doubtful = true;
    }
  };
  const bring = (element: XmlElement, here: string, unsure: boolean, above: readonly string[]): void => {
    const { text, unset } = filled(element.attributes['Project'] ?? '', properties);
    if (unset.length > 0) return; // what comes with the build tools
    const place = resolved(files, folderOf(here), text);
    const root = place === undefined || above.includes(place) || above.length > deepest ? undefined : read(place);
    if (!root || ++imports > most) {
      if (element.attributes['Condition'] !== undefined) return;
      doubts.add(`it imports ${text}, which ${above.includes(place ?? '') ? 'imports it' : 'is not at hand'}`);
      open = true;
      return;
    }
    within(place!, () => visit(root, place!, unsure, [...above, place!]));
  };
  const within = (here: string, work: () => void): void => {
    const own = ['msbuildthisfiledirectory', 'msbuildthisfile', 'msbuildthisfilename', 'msbuildthisfilefullpath'];
    const before = own.map((name) => properties.get(name));
    const now = [`${folderOf(here)}/`, lastOf(here), baseOf(here), here];
    for (const [index, name] of own.entries()) set(name, now[index]);
    work();
    for (const [index, name] of own.entries()) set(name, before[index]);
  };
  set('MSBuildProjectName', baseOf(file));
  set('MSBuildProjectFile', lastOf(file));
  set('MSBuildProjectFullPath', file);
  set('MSBuildProjectDirectory', folderOf(file));
  set('MSBuildProjectExtension', lastOf(file).replace(/^.*(?=\.)/, ''));
  for (const part of parts) within(part.file, () => visit(part.root, part.file, false, [part.file]));
  const items = new Items({ files, folder: folderOf(file), facts });
  for (const { group, here, unsure } of groups) within(here, () => items.add(group, unsure));
  for (const doubt of items.doubts) doubts.add(doubt);
  return {
    property: (name) => properties.get(name.toLowerCase()),
    items: items.all(),
    doubts: [...doubts],
    open: open || items.open,
  };
}

interface Group {
  readonly group: XmlElement;
  readonly here: string;
  readonly unsure: boolean;
}
