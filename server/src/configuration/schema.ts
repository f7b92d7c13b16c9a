/**
 * The JSON schema of tsqlcontext.json: what completes and marks it in an editor, and what reads it here. `npm run docs`
 * writes it to schemas/.
 */
import { versions } from '../catalog/versions';
import { tools } from '../migrations/model';
import { ruleIds } from '../rules/own-rules';
import { levels, presets } from './presets';

/** The part of JSON schema that is used. */
export interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'boolean';
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  /** Whether a text may be empty: it is a pattern, for editors; blanks alone are empty, too. */
  readonly pattern?: '\\S';
  readonly minItems?: number;
  readonly exclusiveMinimum?: number;
  readonly default?: unknown;
  readonly allowTrailingCommas?: true;
}

const name = { type: 'string', pattern: '\\S' } as const;
const glob = { type: 'string', pattern: '\\S' } as const;
const server = {
  ...name,
  description:
    'The server on which it runs, by the name in its snapshot. Scripts of other servers are not heard there.',
} as const;
const globs = (description: string): Schema => ({ type: 'array', items: glob, description });

export const configurationSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'tsqlcontext.json',
  description: 'How the T-SQL scripts in and below this folder are checked, in the editor and by `tsqlctx check`.',
  type: 'object',
  additionalProperties: false,
  allowTrailingCommas: true,
  properties: {
    $schema: { type: 'string', description: 'Where this schema is.' },
    session: {
      type: 'object',
      additionalProperties: false,
      description: 'Who runs a script and where it starts, where neither the script nor `sessions` says so.',
      properties: {
        login: { ...name, description: 'The login that connects.' },
        database: { ...name, description: 'The database in which the script starts.' },
        server,
      },
    },
    sessions: {
      type: 'array',
      description: 'The same for some files; the first entry that means a file counts.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['files'],
        properties: {
          files: { ...globs('The files, from the folder of this file.'), minItems: 1 },
          login: { ...name, description: 'The login that connects.' },
          database: { ...name, description: 'The database in which the script starts.' },
          server,
        },
      },
    },
    serverVersion: { type: 'string', enum: [...versions], description: 'The server that is imitated.' },
    serverCollation: {
      ...name,
      description: 'The collation of the server. One with CS or BIN tells logins and databases apart by capitals.',
    },
    knowledge: {
      type: 'string',
      enum: ['open', 'complete'],
      description: 'open: the server may hold more than the scripts say. complete: it does not.',
      default: 'open',
    },
    preset: {
      type: 'string',
      enum: [...presets],
      description:
        'recommended: without hints. security-review: what is trusted and who can become whom counts more, what the server refuses less. all: every rule, as severe as it says.',
      default: 'all',
    },
    rules: {
      type: 'object',
      additionalProperties: false,
      description: 'The severity of single rules.',
      properties: Object.fromEntries(ruleIds().map((id) => [id, { type: 'string', enum: [...levels] } as const])),
    },
    files: globs('The scripts, from the folder of this file: all `.sql` files where left out.'),
    exclude: globs('Files that are not read, from the folder of this file.'),
    projects: {
      type: 'array',
      description: 'What database projects do not say themselves; the first entry that means a project counts.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['files'],
        properties: {
          files: { ...globs('The project files, from the folder of this file.'), minItems: 1 },
          database: { ...name, description: 'The name of the database to which they are published.' },
          profile: { ...name, description: 'The publish profile that counts, where there are several.' },
        },
      },
    },
    migrations: {
      type: 'array',
      description:
        'Which scripts are migrations, where their names do not say it; the first entry that means a script counts.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['files', 'tool'],
        properties: {
          files: { ...globs('The scripts of one deployment, from the folder of this file.'), minItems: 1 },
          tool: {
            type: 'string',
            enum: [...tools, 'none'],
            description: 'The tool whose order counts; dbup: by name. none: they are no migrations.',
          },
        },
      },
    },
    catalogs: globs(
      'What declares what the server holds and is not checked: scripts, packages and snapshots, as files, folders, globs.',
    ),
    dialect: {
      type: 'string',
      enum: ['detect', 'tsql'],
      description: 'detect: files that are written for another product are passed over. tsql: all are T-SQL.',
      default: 'detect',
    },
    limits: {
      type: 'object',
      additionalProperties: false,
      description: 'What is too much.',
      properties: {
        maxScriptSize: {
          type: 'number',
          exclusiveMinimum: 0,
          description: 'Larger scripts, in megabytes, are read for what they declare only.',
          default: 4,
        },
      },
    },
  },
};
