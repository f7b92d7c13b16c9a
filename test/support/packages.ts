/** Packages that stand in the test itself. */
import { strToU8, zipSync } from 'fflate';

/** A package with these elements in its model. */
export function packageOf(elements: string, name = 'Shop'): Uint8Array {
  return zipSync({
    'model.xml': strToU8(modelOf(elements)),
    'DacMetadata.xml': strToU8(`<DacType xmlns="x"><Name>${name}</Name><Version>1.0.0.0</Version></DacType>`),
    'Origin.xml': strToU8('<DacOrigin />'),
  });
}

export function modelOf(elements: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<DataSchemaModel FileFormatVersion="1.2" SchemaVersion="2.9" DspName="Microsoft.Data.Tools.Schema.Sql.Sql160DatabaseSchemaProvider"
  CollationLcid="1033" CollationCaseSensitive="False" xmlns="http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02">
  <Model>${elements}</Model>
</DataSchemaModel>`;
}

export function element(type: string, name: string | undefined, inside = ''): string {
  return `<Element Type="${type}"${name === undefined ? '' : ` Name="${name}"`}>${inside}</Element>`;
}

export function property(name: string, value: string): string {
  return `<Property Name="${name}" Value="${value}" />`;
}

export function relationship(name: string, ...entries: readonly string[]): string {
  const inside = entries.map((one) => `<Entry>${one.startsWith('[') ? `<References Name="${one}" />` : one}</Entry>`);
  return `<Relationship Name="${name}">${inside.join('')}</Relationship>`;
}

export function comments(header: string): string {
  return `<Annotation Type="SysCommentsObjectAnnotation">${property('HeaderContents', header)}</Annotation>`;
}

export function script(name: string, text: string): string {
  return `<Property Name="${name}"><Value><![CDATA[${text}]]></Value></Property>`;
}
