import { NuagesError, nearest } from '../errors'

/** No row fits a lookup that asks for one. */
export class RowNotFound extends NuagesError {
  readonly status = 404

  constructor(entity: string, lookup: string) {
    super(
      'MODEL_NOT_FOUND',
      `No ${entity} with ${lookup}.`,
      'Use .first() where there may be none.'
    )
  }
}

/** Several rows fit a lookup that asks for one. */
export class SeveralRows extends NuagesError {
  constructor(entity: string, lookup: string) {
    super(
      'MODEL_MULTIPLE_ROWS',
      `More than one ${entity} with ${lookup}.`,
      'Look up by a unique field, or use .first().'
    )
  }
}

/** A row with these values of a unique column exists already. */
export class UniqueViolation extends NuagesError {
  readonly status = 409

  constructor(
    readonly entity: string,
    /** Names of the properties, or of the columns where no property has them; empty where the engine does not say. */
    readonly fields: readonly string[],
    options?: ErrorOptions
  ) {
    const same = fields.length === 0 ? 'these values' : `this ${fields.join(' and ')}`
    super('MODEL_UNIQUE', `There is a row of ${entity} with ${same} already.`, undefined, options)
  }
}

/** A name that is no field of an entity. */
export class UnknownField extends NuagesError {
  constructor(entity: string, name: string, known: readonly string[]) {
    const [meant] = nearest(name, known)
    super(
      'MODEL_UNKNOWN_FIELD',
      `${entity} has no field "${name}".`,
      meant === undefined ? `Its fields are ${known.join(', ')}.` : `Did you mean "${meant}"?`
    )
  }
}

/** A field that exists, and cannot be used like this. */
export class UnusableField extends NuagesError {
  constructor(entity: string, name: string, why: string, hint: string) {
    super('MODEL_UNUSABLE_FIELD', `${entity}.${name} ${why}.`, hint)
  }
}

/** A lookup by `undefined`, which would find any row. */
export class UndefinedLookup extends NuagesError {
  constructor(entity: string, name: string, what: 'undefined' | 'empty' = 'undefined') {
    super(
      'MODEL_UNDEFINED_LOOKUP',
      `${entity} was looked up by "${name}", which is ${what}.`,
      'Check the value first. null finds rows without one; leave the field out to find all.'
    )
  }
}

/** A lookup that does not exist. */
export class UnknownLookup extends NuagesError {
  constructor(entity: string, path: string, lookup: string, known: readonly string[]) {
    const [meant] = nearest(lookup, known)
    super(
      'MODEL_UNKNOWN_LOOKUP',
      `${entity}.${path} was looked up by "${lookup}", which is no lookup.`,
      meant === undefined ? `Lookups are ${known.join(', ')}.` : `Did you mean "${meant}"?`
    )
  }
}

/** A value that no row can be looked up by. */
export class BadParameter extends NuagesError {
  constructor(entity: string, path: string, what: string, wanted?: string) {
    super(
      'MODEL_BAD_PARAMETER',
      `${entity} was looked up by "${path}", which is ${what}.`,
      wanted === undefined
        ? 'Check the value before the query; null finds rows without one.'
        : `Give ${wanted}.`
    )
  }
}

/** Conditions that are nested deeper than anybody writes them. */
export class NestedTooDeeply extends NuagesError {
  constructor(entity: string, levels: number) {
    super(
      'MODEL_NESTED_TOO_DEEPLY',
      `Conditions on ${entity} are nested in more than ${levels} levels.`,
      'Check what they were made of: lists of "or" and "in" can be as long as you like.'
    )
  }
}

/** A relation was read that the query of its row did not load. */
export class RelationNotLoaded extends NuagesError {
  constructor(entity: string, relation: string) {
    super(
      'MODEL_RELATION_NOT_LOADED',
      `${entity}.${relation} was read, and the query did not load it.`,
      `Add .with('${relation}') to the query.`
    )
  }
}

/** Rows were to be kept from others for as long as one statement takes. */
export class LockOutsideTransaction extends NuagesError {
  constructor() {
    super(
      'MODEL_LOCK_OUTSIDE_TRANSACTION',
      'A query with forUpdate() was run outside a transaction, whose end is when others may change its rows.',
      'Put it into atomic(async () => { … }), with what is done to the rows.'
    )
  }
}

/** An object without a key stands where a row of the database is needed. */
export class NotSaved extends NuagesError {
  constructor(entity: string) {
    super(
      'MODEL_NOT_SAVED',
      `This ${entity} has no key: it is not in the database.`,
      'Save it first.'
    )
  }
}

/** A query became part of something else before it had run. */
export class NotAwaited extends NuagesError {
  constructor(entity: string) {
    super(
      'MODEL_NOT_AWAITED',
      `A query of ${entity} became part of JSON before it had run.`,
      'Await it: { articles: await Article.all() }. An action may return a query by itself.'
    )
  }
}

/** A query that is cut already was told what it should have known before. */
export class SliceIsLast extends NuagesError {
  constructor(entity: string, method: string) {
    super(
      'MODEL_SLICE_IS_LAST',
      `A slice of ${entity} was told to ${method}.`,
      `Call .${method}() before .limit(), .offset() and .slice(), which choose from what it finds.`
    )
  }
}

/** `limit`, `offset` and `slice` count rows. */
export class BadSlice extends NuagesError {
  constructor(name: string, value: number) {
    super(
      'MODEL_BAD_SLICE',
      `${name} is ${value}.`,
      'Use a whole number from 0, and an end that is not before the start.'
    )
  }
}

/** `annotate`, `aggregate` or `values` were asked for what the rows do not have. */
export class BadAnnotation extends NuagesError {
  constructor(what: string, hint: string) {
    super('MODEL_BAD_ANNOTATION', `${what}.`, hint)
  }
}

/** Queries of different rows cannot be made one. */
export class BadUnion extends NuagesError {
  constructor(why: string, hint: string) {
    super('MODEL_BAD_UNION', `${why}.`, hint)
  }
}
