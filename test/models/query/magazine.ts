import {
  Column,
  DeleteDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn
} from '../../../src/models'

@Entity()
export class House extends Model {
  @PrimaryColumn() code!: string
  @Column() city!: string
}

@Entity()
export class Writer extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @Column('int', { nullable: true }) age!: number | null
  @ManyToOne(() => House, { nullable: true }) house!: House | null
  @OneToMany(() => Story, (story) => story.writer) stories!: Story[]
}

@Entity()
export class Label extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @Column('int') weight!: number
  @ManyToMany(() => Story, (story) => story.labels) stories!: Story[]
}

export class Format {
  @Column('int', { nullable: true }) pages!: number | null
}

export class Money {
  constructor(readonly cents: number) {}
}

@Entity()
export class Story extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column() language!: string
  @Column({ default: false }) draft!: boolean
  @Column('int') words!: number
  @Column('float') rating!: number
  @Column('decimal', { precision: 10, scale: 2 }) price!: string
  @Column('bigint') views!: bigint
  @Column('bigint') bytes!: string
  @Column() publishedAt!: Date
  @Column('uuid') token!: string
  @Column('int', {
    transformer: { to: ({ cents }: Money) => cents, from: (cents: number) => new Money(cents) }
  })
  fee!: Money
  @Column('simple-json', { nullable: true }) extra!: { mood: string } | null
  @Column(() => Format) format!: Format
  @ManyToOne(() => Writer, (writer) => writer.stories, { nullable: true }) writer!: Writer | null
  @ManyToMany(() => Label, (label) => label.stories) @JoinTable() labels!: Label[]
  @OneToMany(() => Note, (note) => note.story) notes!: Note[]
}

@Entity()
export class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @Column('int') score!: number
  @Column() writtenAt!: Date
  @DeleteDateColumn() deletedAt!: Date | null
  @ManyToOne(() => Story, (story) => story.notes) story!: Story
  @ManyToOne(() => Writer, { nullable: true }) writer!: Writer | null
  @OneToMany(() => Like, (like) => like.note) likes!: Like[]
}

@Entity()
export class Like extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('int', { nullable: true }) strength!: number | null
  @ManyToOne(() => Note, (note) => note.likes) note!: Note
}

export const magazine = [House, Writer, Label, Story, Note, Like]

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

/** Four stories: s1 with three notes (one of them deleted) and two labels, s2 with one and two, s3 with none and one, s4 bare. */
export async function fill(): Promise<void> {
  const paris = await House.create({ code: 'P', city: 'Paris' })
  const django = await Writer.create({ name: 'Django', age: 30, house: paris })
  const babik = await Writer.create({ name: 'Babik', age: 41 })
  await Writer.create({ name: 'Mute', age: null })
  const swing = await Label.create({ name: 'swing', weight: 2 })
  const jazz = await Label.create({ name: 'jazz', weight: 5 })
  const story = (number: number, values: object): Promise<Story> =>
    Story.create({
      title: `s${number}`,
      language: 'fr',
      words: number * 100,
      rating: number + 0.5,
      price: `${number}.10`,
      views: 9_007_199_254_740_993n + BigInt(number),
      bytes: `${number}`,
      publishedAt: day(number),
      token: `00000000-0000-4000-8000-00000000000${number}`,
      fee: new Money(number * 50),
      format: { pages: number === 4 ? null : number },
      labels: [],
      ...values
    })
  const s1 = await story(1, { writer: django, labels: [swing, jazz] })
  const s2 = await story(2, { writer: django, labels: [swing, jazz], draft: true })
  await story(3, { writer: babik, labels: [swing], language: 'en' })
  await story(4, { writer: null })
  const n1 = await Note.create({ text: 'a', score: 1, writtenAt: day(5), story: s1, writer: babik })
  const n2 = await Note.create({ text: 'b', score: 2, writtenAt: day(6), story: s1, writer: babik })
  const n3 = await Note.create({ text: 'c', score: 2, writtenAt: day(7), story: s2 })
  const gone = await Note.create({ text: 'd', score: 9, writtenAt: day(8), story: s1 })
  gone.deletedAt = day(9)
  await gone.save()
  for (const [note, strength] of [
    [n1, 1],
    [n1, 2],
    [n2, null],
    [n3, 4]
  ] as const) {
    await Like.create({ note, strength })
  }
}
