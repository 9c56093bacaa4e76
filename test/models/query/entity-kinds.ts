import {
  AfterLoad,
  ChildEntity,
  Column,
  DeleteDateColumn,
  Entity,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  TableInheritance,
  VirtualColumn
} from '../../../src/models'

@Entity()
@TableInheritance({ column: { type: 'varchar', name: 'kind' } })
export class Shape {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
}

@ChildEntity()
export class Square extends Shape {
  @Column('int') side!: number
}

@ChildEntity()
export class Circle extends Shape {
  @Column('float') radius!: number
}

@Entity()
export class Person {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @DeleteDateColumn() deletedAt!: Date | null
  @VirtualColumn({ type: 'int', query: (alias) => `SELECT length(${alias}.name)` }) letters!: number
  @OneToMany(() => Drawing, (drawing) => drawing.person) drawings!: Drawing[]
  seen?: number

  @AfterLoad()
  see() {
    this.seen = (this.seen ?? 0) + 1
  }
}

@Entity()
export class Drawing {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @ManyToOne(() => Person, (person) => person.drawings, { nullable: true }) person!: Person | null
  seen?: number

  @AfterLoad()
  async see() {
    await Promise.resolve()
    this.seen = (this.seen ?? 0) + 1
  }
}

@Entity()
export class Owned {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @ManyToOne(() => Person) owner!: Promise<Person>
}

class Place {
  @Column() street!: string
  @Column({ type: 'int', nullable: true }) number!: number | null

  describe(): string {
    return [this.street, this.number].filter((part) => part !== null).join(' ')
  }
}

class Address {
  @Column() city!: string
  @Column(() => Place) place!: Place
}

abstract class Sent {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column('decimal', { precision: 8, scale: 2 }) weight!: string
}

@Entity()
export class Parcel extends Sent {
  @Column(() => Address) from!: Address
}

@Entity()
export class Folder {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @ManyToOne(() => Folder, (folder) => folder.children, { nullable: true }) parent!: Folder | null
  @OneToMany(() => Folder, (folder) => folder.parent) children!: Folder[]
}

export const shapes = [Shape, Square, Circle, Person, Drawing, Owned, Parcel, Folder]
