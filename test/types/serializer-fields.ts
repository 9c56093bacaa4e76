// Checked by `tsc` alone: what the fields of a serializer may name, and the type that they make.
import type { Fields, Shape } from '../../src/serializers/fields'
import { Model } from '../../src/models/model'

class Tag extends Model {
  id!: number
  name!: string
}

class Author extends Model {
  id!: number
  name!: string
  email!: string | null
  books!: Book[]
}

class Book extends Model {
  id!: number
  title!: string
  price!: string
  publishedAt!: Date | null
  cover!: Buffer
  extra!: Record<string, unknown>
  words!: string[]
  author!: Author
  editor!: Author | null
  tags!: Tag[]
  lazy!: Promise<Author>
  shout() {
    return this.title.toUpperCase()
  }
}

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

function shape<const F extends Fields<Book>>(..._fields: F): Shape<Book, F> {
  return undefined as never
}
function is<A, B>(_same: Equal<A, B>): void {}

const _card = shape(
  'id',
  'title',
  'publishedAt',
  'extra',
  'words',
  { author: ['id', 'name'], tags: ['name'] },
  { editor: ['name', { books: ['id'] }] }
)
is<
  typeof _card,
  {
    id: number
    title: string
    publishedAt: Date | null
    extra: Record<string, unknown>
    words: string[]
    author: { id: number; name: string }
    tags: { name: string }[]
    editor: { name: string; books: { id: number }[] } | null
  }
>(true)

// a relation that is named alone is its key, and one to many rows their keys
const _keys = shape('author', 'editor', 'tags', 'lazy')
is<typeof _keys, { author: number; editor: number | null; tags: number[]; lazy: number }>(true)
const _lazy = shape({ lazy: ['name'] })
is<typeof _lazy, { lazy: { name: string } }>(true)

// @ts-expect-error there is no such field
shape('titel')
// @ts-expect-error a method is no field
shape('shout')
// @ts-expect-error a column of text has no fields
shape({ title: ['length'] })
// @ts-expect-error the author has no such field
shape({ author: ['id', 'nam'] })
// @ts-expect-error nor has the author's book
shape({ author: [{ books: ['titel'] }] })
