import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { transformSync } from '@swc/core'
import * as models from '../../src/models'
import { newFile, removeFiles } from './engine'

const source = `
  import { Column, Entity, ManyToOne, Model, PrimaryGeneratedColumn } from 'nuages/models'
  @Entity()
  export class Singer extends Model {
    @PrimaryGeneratedColumn() id!: number
    @Column({ default: 'unknown' }) name!: string
    @Column({ type: 'varchar', nullable: true }) stage!: string | null
    @ManyToOne(() => Singer, { nullable: true }) teacher!: Singer | null
  }`

declare class _Singer extends models.Model {
  id: number
  name: string
  stage: string | null
  teacher: _Singer | null
}

/** The class as swc makes it, where every field is set to undefined by the constructor. */
async function compile(): Promise<{ Singer: typeof _Singer }> {
  const { code } = transformSync(source, {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true }
    },
    module: { type: 'commonjs' }
  })
  const file = join(dirname(await newFile()), 'singer.js')
  await writeFile(file, code)
  return require(file) as { Singer: typeof _Singer }
}

afterAll(removeFiles)

it('works with classes whose fields are defined by the constructor', async () => {
  const { Singer: Compiled } = await compile()
  expect(Object.keys(new Compiled())).toEqual(['id', 'name', 'stage', 'teacher'])
  const dataSource = await models.openDatabase({
    database: 'sqlite::memory:',
    entities: [Compiled],
    synchronize: true
  })
  const teacher = await Compiled.create({})
  expect(teacher).toMatchObject({ id: 1, name: 'unknown', stage: null })
  await Compiled.create({ name: 'Babik', teacher })
  const found = await Compiled.all().with('teacher').get({ id: 2 })
  expect(found).toMatchObject({ id: 2, name: 'Babik', teacher: { id: 1, name: 'unknown' } })
  expect(() => found.teacher!.teacher).toThrow("Add .with('teacher')")
  const saved = await Object.assign(new Compiled(), { name: 'late' }).save()
  expect(await saved.refresh()).toMatchObject({ id: 3, name: 'late', stage: null })
  await dataSource.destroy()
})
