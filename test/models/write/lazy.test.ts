import {
  Column,
  count,
  type DataSource,
  Entity,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryGeneratedColumn
} from '../../../src/models'
import { describeEngines } from '../engine'
import { statementsOf } from './shop'

@Entity('lazy_singer')
class Singer extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @OneToMany(() => Song, (song) => song.singer) songs!: Promise<Song[]>
}

@Entity('lazy_song')
class Song extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column('int', { default: 0 }) plays!: number
  @ManyToOne(() => Singer, (singer) => singer.songs, { nullable: true })
  singer!: Promise<Singer | null>
}

@Entity('lazy_album')
class Album extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ nullable: true }) singerId!: number | null
  @ManyToOne(() => Singer, { nullable: true }) singer!: Singer | null
}

describeEngines((engine) => {
  let singer: Singer
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ entities: [Singer, Song, Album] })
    singer = await Singer.create({ name: 'Django' })
  })

  it('stores and saves what lazy relations refer to', async () => {
    const byKey = await Song.create({ title: 'a', singer: singer.id })
    const byRow = await Song.create({ title: 'b', singer })
    expect(await Song.count({ singer })).toBe(2)
    expect((await byKey.singer)!.id).toBe(singer.id)
    await Object.assign(await Song.get({ id: byRow.id }), { title: 'c' }).save()
    expect(await Song.count({ singer, title: 'c' })).toBe(1)
    byRow.singer = Promise.resolve(null)
    await byRow.save()
    expect(await Song.count({ singer: { isNull: true } })).toBe(1)
    expect(await Song.all().update({ singer })).toBe(2)
  })

  it('loads nothing to save a row', async () => {
    const { id } = await Song.create({ title: 'a', singer })
    const song = await Song.get({ id })
    const statements = await statementsOf(dataSource, () =>
      Object.assign(song, { title: 'b' }).save()
    )
    expect(statements).toHaveLength(1)
    expect(await Song.count({ singer, title: 'b' })).toBe(1)
  })

  it('adds to a lazy list, and reads it again', async () => {
    const song = await Song.create({ title: 'a' })
    const [loaded] = await Singer.all().with('songs')
    expect(await loaded!.songs).toEqual([])
    await loaded!.related('songs').add(song)
    expect((await loaded!.songs).map(({ title }) => title)).toEqual(['a'])
    await loaded!.related('songs').clear()
    expect(await Song.count({ singer: { isNull: true } })).toBe(1)
  })

  it('changes and deletes rows by what is counted of them', async () => {
    const [a] = await Song.bulkCreate([{ title: 'a', singer: singer.id }, { title: 'b' }])
    await Singer.create({ name: 'Stéphane' })
    const silent = Singer.all()
      .annotate({ n: count('songs') })
      .filter({ n: 0 })
    expect(await silent.update({ name: 'silent' })).toBe(1)
    expect(await Singer.all().orderBy('id').valuesList('name').flat()).toEqual(['Django', 'silent'])
    expect(await silent.delete()).toBe(1)
    await a!.delete()
    expect(
      await Singer.all()
        .annotate({ n: count('songs') })
        .filter({ n: 0 })
        .delete()
    ).toBe(1)
  })

  it('keeps the key of a relation that is a property too', async () => {
    const album = await Album.create({ singer })
    expect(album.singerId).toBe(singer.id)
    const other = await Singer.create({ name: 'Babik' })
    await Object.assign(album, { singer: other }).save()
    expect(album.singerId).toBe(other.id)
    const read = await Album.get({ id: album.id })
    await Object.assign(read, { singerId: singer.id }).save()
    expect(await Album.count({ singer })).toBe(1)
    await Object.assign(await Album.get({ id: album.id }), { singerId: null }).save()
    const [byKey] = await Album.bulkCreate([{ singerId: singer.id }, { singer }])
    expect(await Album.count({ singerId: singer.id })).toBe(2)
    expect(await Album.filter({ id: byKey!.id }).update({ singerId: null })).toBe(1)
  })
})
