/** How much of the metadata a frame sees (PERM-16). */

import { decide } from '../../catalog/decide/decide';
import { databaseQuestion, serverQuestion } from '../../catalog/decide/question';
import type { Question } from '../../catalog/decide/verdict';
import type { Database } from '../../catalog/model';
import { subject } from '../session/identity';
import type { World } from '../session/model';

/** 'all': every row; 'some': it is not known which. */
export type Sight = 'all' | 'some';

export function sightInDatabase(world: World, database: Database): Sight {
  return sightBy(world, databaseQuestion(world.catalog, database, 'VIEW DEFINITION'));
}

export function sightAtServer(world: World): Sight {
  return sightBy(world, serverQuestion(world.catalog, 'VIEW ANY DEFINITION'));
}

function sightBy(world: World, question: Question): Sight {
  return decide(world.catalog, subject(world, world.database), question).kind === 'allowed' ? 'all' : 'some';
}
