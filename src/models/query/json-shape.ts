/** A member of the JSON of a row: a column, or what a relation to one row leads to. */
export interface JsonMember {
  readonly key: string
  /** The property; of an embedded object with the path to it. */
  readonly path: string
  readonly kind: 'column' | 'row' | 'key'
  readonly members?: JsonMembers
}

export type JsonMembers = readonly JsonMember[]
