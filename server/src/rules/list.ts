/** All rules, in the order in which the documentation lists them. */
import * as approles from './approles/index';
import * as balance from './balance/index';
import * as clr from './clr/index';
import * as dynamic from './dynamic/index';
import * as grants from './grants/index';
import * as impersonation from './impersonation/index';
import * as modules from './modules/index';
import * as portability from './portability/index';
import * as refusals from './refusals/index';
import type { Rule } from './rule';
import * as sandbox from './sandbox/index';
import * as signing from './signing/index';
import * as trust from './trust/index';

export interface Group {
  readonly title: string;
  readonly rules: readonly Rule[];
}

const of = (title: string, group: Readonly<Record<string, Rule>>): Group => ({ title, rules: Object.values(group) });

export const groups: readonly Group[] = [
  of('Impersonation that is pushed and not popped, or the other way round', balance),
  of('Application roles', approles),
  of('Who can be impersonated', impersonation),
  of('Frames that count in their database only', sandbox),
  of('What is otherwise on another platform', portability),
  of('Grants and options that let somebody become more', grants),
  of('Trust between databases and with other servers', trust),
  of('Modules and assemblies', modules),
  of('C# of assemblies', clr),
  of('Signatures', signing),
  of('Dynamic SQL', dynamic),
  of('What the server refuses besides', refusals),
];

export const rules: readonly Rule[] = groups.flatMap((group) => group.rules);
