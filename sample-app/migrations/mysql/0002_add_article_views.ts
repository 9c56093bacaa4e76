import { Migration, type SchemaEditor } from 'nuages/migrations'

export default class AddArticleViews extends Migration {
  async up(schema: SchemaEditor): Promise<void> {
    await schema.addColumn('article', 'views', { type: 'int', default: '0' })
  }

  override async down(schema: SchemaEditor): Promise<void> {
    await schema.dropColumn('article', 'views')
  }
}
