import {
  Column,
  CreateDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  VersionColumn
} from '../../src/models'

@Entity()
export class Company extends Model {
  @PrimaryColumn() code!: string
  @Column() name!: string
}

@Entity()
export class Author extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ unique: true }) name!: string
  @ManyToOne(() => Company, { nullable: true }) company!: Company | null
  @OneToMany(() => Article, (article) => article.author) articles!: Article[]
}

@Entity()
export class Tag extends Model {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column() name!: string
  @ManyToOne(() => Author, { nullable: true, eager: true }) owner!: Author | null
}

export class Position {
  @Column('int', { nullable: true }) page!: number | null
  @Column({ nullable: true }) section!: string
}

@Entity()
@Unique(['title', 'language'])
export class Article extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column({ default: 'fr' }) language!: string
  @Column({ default: false }) draft!: boolean
  @Column('text', { nullable: true }) body!: string | null
  @Column('simple-json', { nullable: true }) extra!: { words: number } | null
  @Column(() => Position) position!: Position
  @CreateDateColumn() publishedAt!: Date
  @UpdateDateColumn() updatedAt!: Date
  @VersionColumn() version!: number
  @ManyToOne(() => Author, (author) => author.articles, { nullable: true }) author!: Author | null
  @ManyToMany(() => Tag) @JoinTable() tags!: Tag[]

  get heading(): string {
    return this.title.toUpperCase()
  }
}

export const blog = [Company, Author, Tag, Article]
