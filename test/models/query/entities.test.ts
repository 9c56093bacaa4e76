import type { DataSource } from 'typeorm'
import { query } from '../../../src/models'
import { describeEngines } from '../engine'
import {
  Drawing,
  Folder,
  Owned,
  Parcel,
  Person,
  Shape,
  Square,
  Circle,
  shapes
} from './entity-kinds'

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ entities: shapes })
  })

  it('reads every class of a single-table inheritance as itself', async () => {
    const { manager } = dataSource
    await manager.save(Square, { name: 'a', side: 2 })
    await manager.save(Circle, { name: 'b', radius: 1.5 })
    const rows = await query(Shape).orderBy('name')
    expect(rows).toEqual(await manager.find(Shape, { order: { name: 'ASC' } }))
    expect(rows[0]).toBeInstanceOf(Square)
    expect(rows[1]).toBeInstanceOf(Circle)
    expect(rows[0]).not.toHaveProperty('radius')
    expect(await query(Circle)).toEqual([rows[1]])
    expect(await query(Square).count()).toBe(1)
  })

  it('runs listeners of what was loaded, of related rows too', async () => {
    const person = await dataSource.manager.save(Person, { name: 'Django' })
    await dataSource.manager.save(Drawing, { title: 'Nuages', person })
    const drawing = await query(Drawing).with('person').get()
    expect(drawing).toMatchObject({ seen: 1, person: { seen: 1 } })
    const [again] = await query(Person).with('drawings')
    expect(again).toMatchObject({ seen: 1, drawings: [{ seen: 1 }] })
  })

  it('loads lazy relations when they are read, or before', async () => {
    const person = await dataSource.manager.save(Person, { name: 'Django' })
    const owned = Object.assign(new Owned(), { name: 'guitar', owner: Promise.resolve(person) })
    await dataSource.manager.save(owned)
    const [guitar] = await query(Owned)
    expect((await guitar!.owner).name).toBe('Django')
    const loaded = await query(Owned).with('owner').get()
    expect((await loaded.owner).name).toBe('Django')
  })

  it('reads columns that the database computes', async () => {
    await dataSource.manager.save(Person, { name: 'Django' })
    const [person] = await query(Person)
    expect(person).toMatchObject({ letters: 6 })
  })

  it('keeps what is embedded, however deep, and what has an abstract base', async () => {
    const from = { city: 'Paris', place: { street: 'Rue', number: null } }
    const { id } = await dataSource.manager.save(Parcel, { from, weight: '12.50' })
    const parcel = await query(Parcel).get({ from: { place: { street: 'Rue' } } })
    expect(parcel).toEqual(await dataSource.manager.findOneByOrFail(Parcel, { id }))
    expect(parcel.from.place.describe()).toBe('Rue')
    expect(parcel.weight).toBe('12.50')
    expect(await query(Parcel).get({ weight: '12.50' })).toEqual(parcel)
  })

  it('loads a relation to itself in both directions', async () => {
    const root = await dataSource.manager.save(Folder, { name: 'root' })
    const child = await dataSource.manager.save(Folder, { name: 'child', parent: root })
    await dataSource.manager.save(Folder, { name: 'leaf', parent: child })
    const [found] = await query(Folder).filter({ name: 'root' }).with('children.children', 'parent')
    expect(found).toMatchObject({
      parent: null,
      children: [{ name: 'child', children: [{ name: 'leaf' }] }]
    })
    const leaf = await query(Folder)
      .with('parent.parent')
      .get({ parent: { parent: { name: 'root' } } })
    expect(leaf.parent!.parent!.name).toBe('root')
  })

  it('says which relation was not loaded, and lets it be set', async () => {
    await dataSource.manager.save(Folder, { name: 'root' })
    const root = await query(Folder).get()
    expect(() => root.children).toThrow(
      expect.objectContaining({
        code: 'MODEL_RELATION_NOT_LOADED',
        hint: "Add .with('children') to the query."
      })
    )
    expect(JSON.parse(JSON.stringify(root))).toEqual({ id: root.id, name: 'root' })
    root.children = []
    expect(root.children).toEqual([])
    expect(Object.keys(root)).toContain('children')
    root.name = 'renamed'
    await dataSource.manager.save(root)
    expect((await query(Folder).get()).name).toBe('renamed')
  })

  it('hides rows that are marked as deleted, joined ones too', async () => {
    const person = await dataSource.manager.save(Person, { name: 'Django' })
    await dataSource.manager.save(Drawing, { title: 'Nuages', person })
    await dataSource.manager.softDelete(Person, { id: person.id })
    expect(await query(Person).count()).toBe(0)
    expect(await query(Person).withDeleted().count()).toBe(1)
    expect((await query(Drawing).with('person').get()).person).toBeNull()
  })
})
