import {
  ChildEntity,
  Column,
  CreateDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  TableInheritance
} from 'typeorm'

@Entity()
export class Writer {
  @PrimaryGeneratedColumn() id!: number
  @Column({ unique: true }) name!: string
  @OneToMany(() => Book, (book) => book.writer) books!: Book[]
}

@Entity()
export class Genre {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @ManyToOne(() => Writer, (writer) => writer.books, { nullable: true, onDelete: 'CASCADE' })
  writer!: Writer | null
  @ManyToMany(() => Genre, { cascade: true }) @JoinTable() genres!: Genre[]
}

@Entity()
export class Account {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @Column('int') balance!: number
}

@Entity()
export class Sample {
  @PrimaryGeneratedColumn() id!: number
  @Column('int') count!: number
  @Column('float') ratio!: number
  @Column('text') text!: string
  @Column() flag!: boolean
  @Column() moment!: Date
  @Column('simple-json') json!: { list: number[]; nested: { text: string } }
  @Column() bytes!: Buffer
  @Column('bigint') exact!: bigint
  @Column('bigint') digits!: string
  @Column('text', { nullable: true }) nothing!: string | null
  @Column({ default: 'unset' }) state!: string
  @CreateDateColumn() createdAt!: Date
}

@Entity()
@TableInheritance({ column: { type: 'varchar', name: 'kind' } })
export class Vehicle {
  @PrimaryGeneratedColumn() id!: number
  @Column() wheels!: number
}

@ChildEntity()
export class Car extends Vehicle {
  @Column({ nullable: true }) doors!: number
}

@ChildEntity()
export class Bike extends Vehicle {
  @Column({ nullable: true }) bell!: boolean
}

export const entities = [Writer, Genre, Book, Account, Sample, Vehicle, Car, Bike]
