import type { DataSource } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { EntityClass } from '../bound-models'
import type { Dialect } from './dialects/dialect'
import { dialectOf } from './dialects/dialect-of'
import { letTypeormRead } from './row-guard'

/** Plans that are kept for each entity; the least recently used leave first. */
const PLANS_PER_ENTITY = 500

/** What a plan is made for: all of one shape need the same SQL. */
interface Shaped {
  readonly shape: string
}

type Compile<P, Q extends Shaped> = (metadata: EntityMetadata, dialect: Dialect, query: Q) => P

/** An entity in a database, with the plans of the queries that were asked of it. */
export class Table {
  readonly dialect: Dialect
  private readonly plans = new Map<unknown, Map<string, unknown>>()

  constructor(
    readonly dataSource: DataSource,
    readonly metadata: EntityMetadata
  ) {
    this.dialect = dialectOf(dataSource)
  }

  /** What `compile` makes of a query of this shape, made once. */
  plan<P, Q extends Shaped>(compile: Compile<P, Q>, query: Q): P {
    const plans = this.plansOf<P>(compile)
    const known = plans.get(query.shape)
    if (known !== undefined) {
      if (plans.size > PLANS_PER_ENTITY / 2) keepLonger(plans, query.shape, known)
      return known
    }
    const plan = compile(this.metadata, this.dialect, query)
    plans.set(query.shape, plan)
    if (plans.size > PLANS_PER_ENTITY) plans.delete(plans.keys().next().value!)
    return plan
  }

  private plansOf<P>(compile: unknown): Map<string, P> {
    let plans = this.plans.get(compile)
    if (plans === undefined) this.plans.set(compile, (plans = new Map()))
    return plans as Map<string, P>
  }
}

const tables = new WeakMap<DataSource, Map<EntityClass, Table>>()

/** `entity` in `dataSource`. */
export function tableOf(dataSource: DataSource, entity: EntityClass): Table {
  let known = tables.get(dataSource)
  if (known === undefined) tables.set(dataSource, (known = new Map()))
  let table = known.get(entity)
  // a data source that was closed and opened again has read its entities anew
  if (table === undefined || dataSource.entityMetadatasMap.get(entity) !== table.metadata) {
    letTypeormRead(dataSource)
    known.set(entity, (table = new Table(dataSource, dataSource.getMetadata(entity))))
  }
  return table
}

// a Map keeps the order in which keys came
function keepLonger<P>(plans: Map<string, P>, shape: string, plan: P): void {
  plans.delete(shape)
  plans.set(shape, plan)
}
