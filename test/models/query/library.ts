import {
  ChildEntity,
  Column,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance
} from '../../../src/models'

@Entity('library_country')
export class Country extends Model {
  @PrimaryColumn() code!: string
  @Column() name!: string
  @OneToMany(() => Publisher, (publisher) => publisher.country) publishers!: Publisher[]
}

@Entity('library_publisher')
export class Publisher extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @ManyToOne(() => Country, (country) => country.publishers, { nullable: true })
  country!: Country | null
}

@Entity('library_person')
export class Person extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @Column({ type: 'int', nullable: true }) year!: number | null
  @ManyToOne(() => Publisher, { nullable: true }) publisher!: Publisher | null
  @ManyToOne(() => Person, (person) => person.pupils, { nullable: true }) teacher!: Person | null
  @OneToMany(() => Person, (person) => person.teacher) pupils!: Person[]
  @OneToMany(() => Book, (book) => book.author) books!: Book[]
  @OneToOne(() => Passport, (passport) => passport.owner) passport!: Passport | null
}

@Entity('library_passport')
export class Passport extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() number!: string
  @OneToOne(() => Person, (person) => person.passport) @JoinColumn() owner!: Person
}

@Entity('library_genre')
export class Genre extends Model {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column() name!: string
  @ManyToMany(() => Book, (book) => book.genres) books!: Book[]
}

export class Size {
  @Column({ type: 'int', nullable: true }) width!: number | null
  @Column({ type: 'int', nullable: true }) height!: number | null
}

/** A text that is stored in capitals. */
export const inCapitals = {
  to: (text: string | null) => text?.toUpperCase() ?? null,
  from: (text: string | null) => text?.toLowerCase() ?? null
}

export type Format = 'paper' | 'audio'

@Entity('library_book')
export class Book extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column({ type: 'varchar', nullable: true }) subtitle!: string | null
  @Column({ type: 'int', nullable: true }) pages!: number | null
  @Column('float', { nullable: true }) weight!: number | null
  @Column('decimal', { precision: 30, scale: 10, nullable: true }) price!: string | null
  @Column('bigint', { nullable: true }) views!: bigint | null
  @Column('bigint', { nullable: true }) digits!: string | null
  @Column({ type: 'boolean', nullable: true }) rare!: boolean | null
  @Column({ type: Date, nullable: true }) printedAt!: Date | null
  @Column('date', { nullable: true }) day!: string | null
  @Column({ type: 'simple-enum', enum: ['paper', 'audio'], nullable: true }) format!: Format | null
  @Column('uuid', { nullable: true }) token!: string | null
  @Column({ type: Buffer as never, nullable: true }) cover!: Buffer | null
  @Column('json', { nullable: true }) extra!: Record<string, unknown> | null
  @Column('simple-json', { nullable: true }) notes!: unknown[] | null
  @Column('simple-array', { nullable: true }) words!: string[] | null
  @Column({ type: 'varchar', nullable: true, transformer: inCapitals }) shelf!: string | null
  @Column(() => Size) size!: Size
  @ManyToOne(() => Person, (person) => person.books, { nullable: true }) author!: Person | null
  @ManyToMany(() => Genre, (genre) => genre.books) @JoinTable() genres!: Genre[]
}

/** A place in a theatre, known by two numbers, and what refers to it. */
@Entity('library_seat')
export class Seat extends Model {
  @PrimaryColumn('int') row!: number
  @PrimaryColumn() letter!: string
  @Column({ type: 'varchar', nullable: true }) note!: string | null
  @OneToMany(() => Ticket, (ticket) => ticket.seat) tickets!: Ticket[]
}

@Entity('library_ticket')
export class Ticket extends Model {
  @PrimaryGeneratedColumn() id!: number
  @ManyToOne(() => Seat, (seat) => seat.tickets, { nullable: true })
  @JoinColumn([
    { name: 'seatRow', referencedColumnName: 'row' },
    { name: 'seatLetter', referencedColumnName: 'letter' }
  ])
  seat!: Seat | null
}

@Entity('library_garage')
export class Garage extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @OneToMany(() => Car, (car) => car.garage) cars!: Car[]
}

@Entity('library_vehicle')
@TableInheritance({ column: { type: 'varchar', name: 'kind' } })
export class Vehicle extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @ManyToOne(() => Garage, { nullable: true }) garage!: Garage | null
}

@ChildEntity()
export class Car extends Vehicle {
  @Column({ type: 'int', nullable: true }) doors!: number | null
}

@ChildEntity()
export class Bike extends Vehicle {
  @Column({ type: 'int', nullable: true }) gears!: number | null
}

export const library = [
  ...[Country, Publisher, Person, Passport, Genre, Book, Seat, Ticket],
  ...[Garage, Vehicle, Car, Bike]
]
