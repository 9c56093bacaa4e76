import {
  Column,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  PrimaryGeneratedColumn
} from 'nuages/models'
import { Author } from '../authors/author'
import { Tag } from '../tags/tag'

/** What the Gazette prints. */
@Entity()
export class Article extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 200 }) title!: string
  @Column({ length: 200, unique: true }) slug!: string
  @Column({ length: 500 }) summary!: string
  /** Plain text; an empty line begins a new paragraph. */
  @Column('text') body!: string
  @Index() @Column() publishedAt!: Date
  @Column() updatedAt!: Date

  @Index()
  @ManyToOne(() => Author, { nullable: false })
  author!: Author

  @ManyToMany(() => Tag)
  @JoinTable({ name: 'article_tag' })
  tags!: Tag[]
}
