import { Column, Entity, ManyToOne, Model, PrimaryGeneratedColumn } from 'nuages/models'

@Entity()
export class Author extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') name!: string
}

@Entity()
export class Post extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') title!: string
  @Column('varchar') slug!: string
  @Column('text') body!: string
  @Column('integer') views!: number
  @Column('boolean') isPublished!: boolean
  @Column('datetime') publishedAt!: Date
  @ManyToOne(() => Author, { nullable: false }) author!: Author
}

@Entity()
export class Hit extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') name!: string
  @Column('integer') value!: number
  @Column('datetime') createdAt!: Date
}
