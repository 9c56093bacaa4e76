import {
  Column,
  CreateDateColumn,
  type DataSource,
  DeleteDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn
} from '../../../src/models'
import type { Engine } from '../engine'

@Entity('shop_country')
export class Country extends Model {
  @PrimaryColumn({ length: 2 }) code!: string
  @Column() name!: string
  @Column({ default: 'EUR' }) currency!: string
}

@Entity('shop_brand')
export class Brand extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ unique: true }) name!: string
  @ManyToOne(() => Country, { nullable: true }) country!: Country | null
  @OneToMany(() => Product, (product) => product.brand) products!: Product[]
}

@Entity('shop_label')
export class Label extends Model {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column() name!: string
  @ManyToMany(() => Product, (product) => product.labels) products!: Product[]
}

export class Size {
  @Column('int', { nullable: true }) width!: number | null
  @Column('int', { default: 1 }) height!: number
}

@Entity('shop_product')
export class Product extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 40, unique: true }) sku!: string
  @Column({ default: 'unnamed' }) name!: string
  @Column('int', { default: 0 }) stock!: number
  @Column('int', { default: 0 }) sold!: number
  @Column('bigint', { nullable: true }) views!: string | null
  @Column('simple-json', { nullable: true }) extra!: { colours: string[] } | null
  @Column(() => Size) size!: Size
  @CreateDateColumn() createdAt!: Date
  @UpdateDateColumn() updatedAt!: Date
  @VersionColumn() version!: number
  @ManyToOne(() => Brand, (brand) => brand.products, { nullable: true }) brand!: Brand | null
  @ManyToMany(() => Label, (label) => label.products) @JoinTable() labels!: Label[]
  @OneToMany(() => Review, (review) => review.product) reviews!: Review[]
}

@Entity('shop_review')
export class Review extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @Column('int', { default: 0 }) stars!: number
  @ManyToOne(() => Product, (product) => product.reviews, { nullable: false, onDelete: 'CASCADE' })
  product!: Product
}

@Entity('shop_note')
export class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @DeleteDateColumn() deletedAt!: Date | null
}

@Entity('shop_folder')
export class Folder extends Model {
  @PrimaryColumn('int') id!: number
  @ManyToOne(() => Folder, { nullable: true, onDelete: 'CASCADE' }) parent!: Folder | null
}

export const shop = [Country, Brand, Label, Product, Review, Note, Folder]

/** A database that lasts for a suite, with empty tables for each test. */
export function useShop(engine: Engine): () => DataSource {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities: shop, lasts: 'suite' })
  })
  beforeEach(async () => {
    for (const table of ['shop_product_labels_shop_label', ...TABLES]) {
      await dataSource.query(`DELETE FROM ${table}`)
    }
  })
  return () => dataSource
}

const TABLES = [
  ...['shop_review', 'shop_product', 'shop_label', 'shop_brand', 'shop_country', 'shop_note'],
  'shop_folder'
]

/** The statements that `work` runs, without those that begin and end transactions. */
export async function statementsOf(
  dataSource: DataSource,
  work: () => Promise<unknown>
): Promise<string[]> {
  const seen = jest.spyOn(dataSource.logger, 'logQuery')
  try {
    await work()
    return seen.mock.calls
      .map(([sql]) => sql)
      .filter((sql) => !/^(START|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET)/.test(sql))
  } finally {
    seen.mockRestore()
  }
}
