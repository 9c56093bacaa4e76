import { Migration, type SchemaEditor } from 'nuages/migrations'

/** Whoever wrote a comment has seen the article. */
export default class FillArticleViews extends Migration {
  async up(schema: SchemaEditor): Promise<void> {
    await schema.run(
      'UPDATE article SET views = (SELECT count(*) FROM comment WHERE comment.articleId = article.id)'
    )
  }

  override async down(schema: SchemaEditor): Promise<void> {
    await schema.run('UPDATE article SET views = 0')
  }
}
