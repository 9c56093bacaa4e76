import { count } from 'nuages/models'
import { Tag } from '../models'

/** All tags by name, each with how many articles are about it. */
export function countedTags() {
  return Tag.all()
    .annotate({ articleCount: count('articles') })
    .orderBy('name')
}
