import { Migration, type SchemaEditor } from 'nuages/migrations'

export default class Initial extends Migration {
  async up(schema: SchemaEditor): Promise<void> {
    await schema.createTable('author', {
      columns: {
        id: { type: 'integer', primary: true, generated: 'increment' },
        name: { type: 'character varying', length: '100' },
        slug: { type: 'character varying', length: '100' },
        bio: { type: 'text' }
      },
      uniques: {
        UQ_6ee7ef69a7694fea87382052fed: { columns: ['slug'] }
      }
    })
    await schema.createTable('article', {
      columns: {
        id: { type: 'integer', primary: true, generated: 'increment' },
        title: { type: 'character varying', length: '200' },
        slug: { type: 'character varying', length: '200' },
        summary: { type: 'character varying', length: '500' },
        body: { type: 'text' },
        publishedAt: { type: 'timestamp without time zone' },
        updatedAt: { type: 'timestamp without time zone' },
        authorId: { type: 'integer' }
      },
      indices: {
        IDX_a9c5f4ec6cceb1604b4a3c84c8: { columns: ['authorId'] },
        IDX_f330baf6be412e8dd60ff7f78e: { columns: ['publishedAt'] }
      },
      uniques: {
        UQ_0ab85f4be07b22d79906671d72f: { columns: ['slug'] }
      },
      foreignKeys: {
        FK_a9c5f4ec6cceb1604b4a3c84c87: {
          columns: ['authorId'],
          references: { table: 'author', columns: ['id'] }
        }
      }
    })
    await schema.createTable('tag', {
      columns: {
        id: { type: 'integer', primary: true, generated: 'increment' },
        name: { type: 'character varying', length: '50' },
        slug: { type: 'character varying', length: '50' }
      },
      uniques: {
        UQ_3413aed3ecde54f832c4f44f045: { columns: ['slug'] }
      }
    })
    await schema.createTable('article_tag', {
      columns: {
        articleId: { type: 'integer', primary: true },
        tagId: { type: 'integer', primary: true }
      },
      indices: {
        IDX_602d4921b27c9a7cb6c095992b: { columns: ['articleId'] },
        IDX_bbbd0832bdd107597b596d63f6: { columns: ['tagId'] }
      },
      foreignKeys: {
        FK_602d4921b27c9a7cb6c095992b4: {
          columns: ['articleId'],
          references: { table: 'article', columns: ['id'] },
          onDelete: 'CASCADE',
          onUpdate: 'CASCADE'
        },
        FK_bbbd0832bdd107597b596d63f69: {
          columns: ['tagId'],
          references: { table: 'tag', columns: ['id'] },
          onDelete: 'CASCADE',
          onUpdate: 'CASCADE'
        }
      }
    })
    await schema.createTable('comment', {
      columns: {
        id: { type: 'integer', primary: true, generated: 'increment' },
        name: { type: 'character varying', length: '80' },
        body: { type: 'text' },
        createdAt: { type: 'timestamp without time zone' },
        articleId: { type: 'integer' }
      },
      indices: {
        IDX_c20404221e5c125a581a0d90c0: { columns: ['articleId'] }
      },
      foreignKeys: {
        FK_c20404221e5c125a581a0d90c0e: {
          columns: ['articleId'],
          references: { table: 'article', columns: ['id'] },
          onDelete: 'CASCADE'
        }
      }
    })
  }

  override async down(schema: SchemaEditor): Promise<void> {
    await schema.dropTable('comment')
    await schema.dropTable('article_tag')
    await schema.dropTable('tag')
    await schema.dropTable('article')
    await schema.dropTable('author')
  }
}
