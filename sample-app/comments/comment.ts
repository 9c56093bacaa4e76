import { Column, Entity, Index, ManyToOne, Model, PrimaryGeneratedColumn } from 'nuages/models'
import { Article } from '../articles/article'

/** What a reader said below an article. */
@Entity()
export class Comment extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 80 }) name!: string
  @Column('text') body!: string
  @Column() createdAt!: Date
  @Index()
  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  article!: Article
}
