import { Column, Entity, Model, PrimaryGeneratedColumn } from 'nuages/models'

/** Someone who writes for the Gazette. */
@Entity()
export class Author extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ length: 100 }) name!: string
  @Column({ length: 100, unique: true }) slug!: string
  @Column('text') bio!: string
}
