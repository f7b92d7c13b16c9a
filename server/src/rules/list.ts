/** All rules, in the order in which the documentation lists them. */
import * as approles from './approles/index';
import * as balance from './balance/index';
import * as dynamic from './dynamic/index';
import * as grants from './grants/index';
import * as impersonation from './impersonation/index';
import * as modules from './modules/index';
import * as portability from './portability/index';
import * as refusals from './refusals/index';
import type { Rule } from './rule';
import * as sandbox from './sandbox/index';
import * as signing from './signing/index';

export const rules: readonly Rule[] = [
  balance,
  approles,
  impersonation,
  sandbox,
  portability,
  grants,
  modules,
  signing,
  dynamic,
  refusals,
].flatMap((group): readonly Rule[] => Object.values(group));
