import {
  Column,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryGeneratedColumn
} from 'nuages/models'

/** Someone who writes for the Gazette. */
@Entity()
export class Author extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 100 }) name!: string
  @Column({ length: 100, unique: true }) slug!: string
  @Column('text') bio!: string
}

/** What an article is about. */
@Entity()
export class Tag extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 50 }) name!: string
  @Column({ length: 50, unique: true }) slug!: string
  @ManyToMany(() => Article, (article) => article.tags) articles!: Article[]
}

/** What the Gazette prints. */
@Entity()
export class Article extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 200 }) title!: string
  @Column({ length: 200, unique: true }) slug!: string
  @Column({ length: 500 }) summary!: string
  /** Plain text; an empty line begins a new paragraph. */
  @Column('text') body!: string
  /** How often its page was asked for. */
  @Column({ default: 0 }) views!: number
  @Index() @Column() publishedAt!: Date
  @Column() updatedAt!: Date

  @Index()
  @ManyToOne(() => Author, { nullable: false })
  author!: Author

  @ManyToMany(() => Tag, (tag) => tag.articles)
  @JoinTable({ name: 'article_tag' })
  tags!: Tag[]

  @OneToMany(() => Comment, (comment) => comment.article) comments!: Comment[]
}

/** What a reader said below an article. */
@Entity()
export class Comment extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 80 }) name!: string
  @Column('text') body!: string
  @Column() createdAt!: Date

  @Index()
  @ManyToOne(() => Article, (article) => article.comments, { nullable: false, onDelete: 'CASCADE' })
  article!: Article
}

export const models = [Author, Tag, Article, Comment]
