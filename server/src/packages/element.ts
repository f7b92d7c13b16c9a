/** An element of a package's model, and what it says. */
import { bracket } from '../text/name';
import type { XmlElement } from '../xml/read';

/** The value of a property: an attribute, or text of its own. */
export function property(element: XmlElement, name: string): string | undefined {
  const found = element.children.find((child) => child.name === 'Property' && child.attributes['Name'] === name);
  return found && (found.attributes['Value'] ?? found.children.find((child) => child.name === 'Value')?.text);
}

export function isTrue(element: XmlElement, name: string): boolean {
  return property(element, name)?.toLowerCase() === 'true';
}

/** The entries of a relationship: references, and elements. */
export function related(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children
    .filter((child) => child.name === 'Relationship' && child.attributes['Name'] === name)
    .flatMap(({ children }) => children.flatMap((entry) => entry.children));
}

/** The name of what a relationship refers to. */
export function referred(element: XmlElement, name: string): string | undefined {
  return related(element, name).find((one) => one.name === 'References')?.attributes['Name'];
}

/** The parts of a name; undefined: it is not written as names are. */
export function partsOf(name: string | undefined): readonly string[] | undefined {
  if (name === undefined || !/^\[(?:[^\]]|\]\])*\](?:\.\[(?:[^\]]|\]\])*\])*$/.test(name)) return undefined;
  return [...name.matchAll(/\[((?:[^\]]|\]\])*)\]/g)].map(([, part = '']) => part.replaceAll(']]', ']'));
}

/** A name as scripts write it; undefined: it is not written as names are. */
export function quoted(name: string | undefined): string | undefined {
  return partsOf(name)?.map(bracket).join('.');
}

/** ` AUTHORIZATION [owner]`, where it says who owns it. */
export function authorization(element: XmlElement): string {
  const owner = quoted(referred(element, 'Authorizer'));
  return owner === undefined ? '' : ` AUTHORIZATION ${owner}`;
}
