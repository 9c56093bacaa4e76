import { f } from 'nuages/models'
import { Article } from '../models'

/** Count one more reader; the database adds, so that none is lost where several come at once. */
export async function countView(slug: string): Promise<void> {
  await Article.filter({ slug }).update({ views: f('views').plus(1) })
}
