export {
  AfterInsert,
  AfterLoad,
  AfterRecover,
  AfterRemove,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRecover,
  BeforeRemove,
  BeforeSoftRemove,
  BeforeUpdate,
  Between,
  Brackets,
  Check,
  ChildEntity,
  Column,
  CreateDateColumn,
  DataSource,
  DeleteDateColumn,
  Entity,
  EventSubscriber,
  Generated,
  In,
  Index,
  IsNull,
  JoinColumn,
  JoinTable,
  LessThan,
  Like,
  ManyToMany,
  ManyToOne,
  MoreThan,
  Not,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  QueryFailedError,
  RelationId,
  type Relation,
  SelectQueryBuilder,
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
  Unique,
  UpdateDateColumn,
  VersionColumn,
  ViewColumn,
  ViewEntity,
  VirtualColumn,
  type DataSourceOptions,
  type EntityManager,
  type EntitySubscriberInterface,
  type MigrationInterface,
  type QueryRunner,
  type Repository
} from 'typeorm'
export { bindModels, type EntityClass } from './bound-models'
export type { Changes, Values } from './write/values'
export { parseDatabaseUrl, type EngineOptions } from './database-url'
export {
  BadAnnotation,
  BadSlice,
  BadUnion,
  LockOutsideTransaction,
  NotSaved,
  RelationNotLoaded,
  RowNotFound,
  SeveralRows,
  UndefinedLookup,
  UniqueViolation,
  UnknownField,
  UnknownLookup,
  UnusableField
} from './errors'
export { Model } from './model'
export { openDatabase, type DatabaseOptions } from './open-database'
export { SqliteDataSource, type SqliteDataSourceOptions } from './sqlite/data-source'
export { CannotOpenDatabase, DatabaseClosed, TransactionEnded, WriteTimeout } from './sqlite/errors'
export type { Synchronize } from './synchronize'
export { avg, count, max, min, sum } from './query/aggregate'
export { Expression } from './query/expression'
export { f } from './query/field'
export { query, QuerySet } from './query/query-set'
export { ValueList, ValueSet } from './query/value-set'
export type { Key, Where } from './query/where'
export { afterCommit } from './transactions/after-commit'
export { atomic, type AtomicOptions } from './transactions/atomic'
export { currentRunner, outsideTransaction } from './transactions/current'
export { Atomic, NonAtomic, nonAtomic } from './transactions/decorators'
export {
  BadIsolation,
  BrokenTransaction,
  ConnectionLost,
  PoolTimeout,
  SeveralDatabases
} from './transactions/errors'
export { repository } from './transactions/repository'
export type { Work } from './transactions/run-block'
export type { ServerOptions } from './server-options'
export { CheckViolation, ForeignKeyViolation, NotNullViolation } from './violations'
export type { NaturalKey, NaturalKeys } from './fixtures/natural-key'
export type { BulkOptions } from './write/conflict'
export { BadValue, RowGone, StaleRow, Unfiltered } from './write/errors'
export { relation, RelatedRows, type RowOrKey, type ToMany } from './write/related-rows'
export type { SaveOptions } from './write/values'
export type { Lock } from './query/query-state'
export { BadParameter, NestedTooDeeply, SliceIsLast } from './errors'
