/**
 * What the makers of project files bring along without saying it: which scripts are in a project by themselves, and the
 * values of a few properties.
 */
import type { XmlElement } from '../xml/read';

/** classic: of Visual Studio, every script is named. sdk: Microsoft.Build.Sql. community: MSBuild.Sdk.SqlProj. */
export type ProjectKind = 'classic' | 'sdk' | 'community';

/** Which kind of database project it is; undefined: none. */
export function kindOf(root: XmlElement, isSqlproj: boolean): ProjectKind | undefined {
  const named = [root.attributes['Sdk'] ?? '', ...root.children.map(sdkOf)].join(';').toLowerCase();
  if (named.includes('msbuild.sdk.sqlproj')) return 'community';
  if (named.includes('microsoft.build.sql')) return 'sdk';
  return isSqlproj ? 'classic' : undefined;
}

function sdkOf({ name, attributes }: XmlElement): string {
  if (name === 'Sdk') return attributes['Name'] ?? '';
  return name === 'Import' ? `${attributes['Sdk'] ?? ''};${attributes['Project'] ?? ''}` : '';
}

const standing = '<Configuration>Debug</Configuration><Platform>AnyCPU</Platform>';

const apart = (type: string): string => `
  <ItemGroup>
    <${type} Remove="@(PreDeploy);@(PostDeploy);@(None)" />
  </ItemGroup>`;

/** A project file in front of the project, and one behind it. */
export const sdks: Readonly<Record<ProjectKind, { readonly before: string; readonly after: string }>> = {
  classic: { before: '<Project />', after: '<Project />' },
  sdk: {
    before: `<Project>
  <PropertyGroup>${standing}</PropertyGroup>
  <ItemGroup Condition="'$(EnableDefaultSqlItems)' != 'false' And '$(EnableDefaultItems)' != 'false'">
    <Build Include="**/*.sql" Exclude="bin/**/*.sql;obj/**/*.sql" />
  </ItemGroup>
</Project>`,
    after: `<Project>${apart('Build')}</Project>`,
  },
  community: {
    before: `<Project>
  <PropertyGroup>
    ${standing}
    <SqlServerVersion>Sql150</SqlServerVersion>
  </PropertyGroup>
  <ItemGroup Condition="'$(EnableDefaultSqlItems)' != 'false'">
    <Content Include="**/*.sql" Exclude="bin/**/*.sql;obj/**/*.sql;Pre-Deployment/**/*.sql;Post-Deployment/**/*.sql" />
  </ItemGroup>
</Project>`,
    after: `<Project>${apart('Content')}${apart('Build')}</Project>`,
  },
};
