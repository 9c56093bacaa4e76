import { Column, Entity, Model, PrimaryGeneratedColumn } from 'nuages/models'

/** What an article is about. */
@Entity()
export class Tag extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 50 }) name!: string
  @Column({ length: 50, unique: true }) slug!: string
}
