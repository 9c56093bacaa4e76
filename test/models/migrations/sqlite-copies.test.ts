import type { DataSource } from 'typeorm'
import { describeEngines } from '../engine'
import { edit } from './edit-schema'

const TABLES = `
  CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- counts
    title TEXT NOT NULL COLLATE NOCASE,
    slug TEXT UNIQUE ON CONFLICT IGNORE,
    views INT DEFAULT (1 + 1) CHECK (views >= 0 AND views <> 13),
    parent INTEGER REFERENCES article (id) ON DELETE SET NULL,
    author INTEGER,
    size INT GENERATED ALWAYS AS (length(title)) STORED,
    CONSTRAINT "FK, it's (one)" FOREIGN KEY (author) REFERENCES author (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
  );
  CREATE TABLE comment (id INTEGER PRIMARY KEY, article INTEGER REFERENCES article (id) ON DELETE CASCADE);
  CREATE TABLE log (text TEXT);
  CREATE INDEX lower_title ON article (lower(title), views DESC) WHERE views > 3;
  CREATE TRIGGER noted AFTER UPDATE OF views ON article BEGIN INSERT INTO log VALUES (old.views || ';' || new.views); END;
  CREATE TRIGGER outside AFTER DELETE ON author BEGIN UPDATE article SET views = 0 WHERE author = old.id; END;
  CREATE VIEW titles AS SELECT title FROM article;
  INSERT INTO author VALUES (1, 'Django');
  INSERT INTO article (id, title, slug, views, parent, author) VALUES (1, 'Nuages', 'a', 5, NULL, 1), (2, 'Swing', 'b', 2, 1, 1), (9, 'gone', 'c', 2, 1, 1);
  DELETE FROM article WHERE id = 9;
  INSERT INTO comment VALUES (1, 1), (2, 2)`

const IN_SQLITE = ({ kind }: { readonly kind: string }): boolean => kind === 'sqlite'

interface Master {
  readonly name: string
  readonly sql: string
}

describeEngines((engine) => {
  let database: DataSource

  const master = async (): Promise<Map<string, string>> => {
    const rows: Master[] = await database.query(
      "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'nuages%' AND sql IS NOT NULL"
    )
    return new Map(rows.map(({ name, sql }) => [name, sql]))
  }

  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
    await database.query(TABLES)
    await edit(database, (schema) =>
      schema.alterColumn('article', 'title', { type: 'text', nullable: true })
    )
  })

  it('keeps every row, and those that point to them', async () => {
    expect(
      await database.query('SELECT id, title, slug, views, parent, author, size FROM article')
    ).toEqual([
      { id: 1, title: 'Nuages', slug: 'a', views: 5, parent: null, author: 1, size: 6 },
      { id: 2, title: 'Swing', slug: 'b', views: 2, parent: 1, author: 1, size: 5 }
    ])
    expect(await database.query('SELECT * FROM comment')).toHaveLength(2)
  })

  it('leaves what it does not change as it was written', async () => {
    const schema = await master()
    expect(schema.get('article')).toContain('slug TEXT UNIQUE ON CONFLICT IGNORE')
    expect(schema.get('article')).toContain('CHECK (views >= 0 AND views <> 13)')
    expect(schema.get('article')).toContain(
      'parent INTEGER REFERENCES article (id) ON DELETE SET NULL'
    )
    expect(schema.get('article')).toContain(
      `CONSTRAINT "FK, it's (one)" FOREIGN KEY (author) REFERENCES author (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`
    )
    expect(schema.get('comment')).toContain('REFERENCES article (id) ON DELETE CASCADE')
    expect(schema.get('titles')).toBe('CREATE VIEW titles AS SELECT title FROM article')
    expect(schema.get('lower_title')).toContain('(lower(title), views DESC) WHERE views > 3')
  })

  it('never gives a key twice', async () => {
    await database.query("INSERT INTO article (title) VALUES ('new')")
    expect(await database.query("SELECT id FROM article WHERE title = 'new'")).toEqual([{ id: 10 }])
  })

  it('keeps the triggers of the table and those that name it', async () => {
    await database.query('UPDATE article SET views = 6 WHERE id = 1')
    expect(await database.query('SELECT * FROM log')).toEqual([{ text: '5;6' }])
    expect([...(await master()).keys()]).toEqual(expect.arrayContaining(['noted', 'outside']))
  })

  it('enforces foreign keys again, in both directions', async () => {
    await database.query('DELETE FROM author')
    expect(await database.query('SELECT * FROM article')).toEqual([])
    expect(await database.query('SELECT * FROM comment')).toEqual([])
  })

  it('drops a column with what names it, and nothing else', async () => {
    await edit(database, (schema) => schema.dropColumn('article', 'author'))
    const schema = await master()
    expect(schema.get('article')).not.toContain('FOREIGN KEY')
    expect(schema.get('article')).toContain('REFERENCES article (id)')
    await edit(database, async (schema) => {
      await schema.run('DROP VIEW titles')
      await schema.run('DROP TRIGGER noted')
      await schema.dropColumn('article', 'views')
    })
    expect((await master()).has('lower_title')).toBe(false)
    expect(await database.query('SELECT id, title FROM article')).toHaveLength(2)
  })

  it('keeps the constraints that stand beside a column which it changes', async () => {
    await edit(database, async (schema) => {
      await schema.alterColumn('article', 'slug', { type: 'varchar', length: '20', nullable: true })
      await schema.alterColumn('article', 'parent', { type: 'bigint', nullable: true })
      await schema.alterColumn('article', 'views', { type: 'bigint', nullable: true })
    })
    const text = (await master()).get('article')
    expect(text).toContain('"slug" varchar(20) UNIQUE ON CONFLICT IGNORE,')
    expect(text).toContain('"parent" bigint REFERENCES article (id) ON DELETE SET NULL,')
    expect(text).toContain('"views" bigint CHECK (views >= 0 AND views <> 13),')
    expect(await database.query('SELECT slug, parent, views FROM article')).toEqual([
      { slug: 'a', parent: null, views: 5 },
      { slug: 'b', parent: 1, views: 2 }
    ])
  })

  it('refuses to make numbers of texts that are none, and keeps them', async () => {
    const change = edit(database, (schema) =>
      schema.alterColumn('article', 'slug', { type: 'integer', nullable: true })
    )
    await expect(change).rejects.toMatchObject({
      code: 'MIGRATION_VALUES_DO_NOT_FIT',
      message: expect.stringContaining('"a", "b"')
    })
    expect((await master()).get('article')).toContain('slug TEXT')
    expect(await database.query('SELECT slug FROM article')).toEqual([{ slug: 'a' }, { slug: 'b' }])
  })

  it('tells which rows point to nothing, and takes everything back', async () => {
    const change = edit(database, async (schema) => {
      await schema.addColumn('author', 'email', { type: 'text', nullable: true })
      await schema.run('DELETE FROM author')
    })
    await expect(change).rejects.toMatchObject({
      code: 'MIGRATION_FOREIGN_KEYS',
      message: expect.stringContaining('article row 1 → author, article row 2 → author')
    })
    expect(await database.query('SELECT * FROM author')).toEqual([{ id: 1, name: 'Django' }])
  })

  it('writes the name of a table in other cases, and all that names it', async () => {
    await edit(database, async (schema) => {
      await schema.run('DROP VIEW titles')
      await schema.renameTable('article', 'Article')
    })
    const schema = await master()
    expect(schema.get('comment')).toContain('REFERENCES "Article" (id)')
    expect(schema.get('outside')).toContain('UPDATE "Article" SET')
    expect([...schema.keys()]).toEqual(expect.arrayContaining(['Article', 'lower_title', 'noted']))
    expect(await database.query('SELECT article FROM comment')).toEqual([
      { article: 1 },
      { article: 2 }
    ])
    await database.query('DELETE FROM author')
    expect(await database.query('SELECT * FROM comment')).toEqual([])
  })

  it('lets a key count up that was said to be one behind the columns', async () => {
    await edit(database, async (schema) => {
      await schema.run('CREATE TABLE place (id INTEGER NOT NULL, name TEXT, PRIMARY KEY (id))')
      await schema.run("INSERT INTO place VALUES (4, 'one'), (7, 'two')")
      const counted = { type: 'integer', primary: true, generated: 'increment' } as const
      await schema.alterColumn('place', 'id', counted)
      await schema.run('DELETE FROM place WHERE id = 7')
      await schema.run("INSERT INTO place (name) VALUES ('three')")
    })
    expect((await master()).get('place')).toContain('PRIMARY KEY AUTOINCREMENT')
    expect(await database.query('SELECT id FROM place')).toEqual([{ id: 4 }, { id: 8 }])
  })

  it('names a constraint, a column and a table that are not there', async () => {
    const codes = [
      edit(database, (schema) => schema.dropUnique('article', 'UQ')),
      edit(database, (schema) => schema.dropColumn('article', 'nope')),
      edit(database, (schema) => schema.dropTable('nope'))
    ].map((change) => expect(change).rejects.toMatchObject({ code: 'MIGRATION_UNKNOWN_NAME' }))
    await Promise.all(codes)
  })
}, IN_SQLITE)
