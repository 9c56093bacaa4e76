import type { Values } from 'nuages/models'
import { slugify } from '../articles/slugify'
import type { Article, Author, Comment, Tag } from '../models'
import { bodyOf, summaryOf, titleOf } from './article-text'
import type { Random } from './random'
import { TOPICS } from './topics'
import { FIRST_NAMES, LAST_NAMES, OPINIONS, PLACES } from './words'

const HOUR = 3_600_000
const FIRST_ISSUE = Date.UTC(2019, 0, 7, 6)
const HOURS_BETWEEN_ARTICLES = 13

export function makeAuthors(random: Random): Values<Author>[] {
  const names = FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`))
  const topics = Object.keys(TOPICS)
  return random.sample(names, 40).map((name) => {
    const [main, other] = random.sample(topics, 2).map((topic) => topic.toLowerCase())
    const bio = `${name} lives in ${random.pick(PLACES)}, writes about ${main} and would rather be asked about ${other}.`
    return { name, slug: slugify(name), bio }
  })
}

export function makeTags(): Values<Tag>[] {
  return Object.keys(TOPICS).map((name) => ({ name, slug: slugify(name) }))
}

export function makeArticles(
  random: Random,
  count: number,
  authors: readonly Author[],
  tags: readonly Tag[]
) {
  const slugs = new Map<string, number>()
  return Array.from({ length: count }, (_, index) => {
    const chosen = random.sample(tags, random.between(1, 4))
    const thing = random.pick(TOPICS[chosen[0]!.name]!)
    const title = titleOf(random, thing)
    const publishedAt = new Date(FIRST_ISSUE + index * HOURS_BETWEEN_ARTICLES * HOUR)
    return {
      title,
      slug: unique(slugs, slugify(title)),
      summary: summaryOf(random, thing),
      body: bodyOf(
        random,
        chosen.flatMap(({ name }) => TOPICS[name]!)
      ),
      publishedAt,
      updatedAt: publishedAt,
      author: random.pick(authors),
      tags: chosen
    }
  })
}

/** Comments in the order in which they were written, as their ids will promise. */
export function makeComments(
  random: Random,
  count: number,
  articles: readonly Article[]
): Values<Comment>[] {
  const comments = Array.from({ length: count }, () => {
    const article = random.pick(articles)
    return {
      article,
      name: random.next() < 0.8 ? random.pick(FIRST_NAMES) : 'A reader',
      body: random.sample(OPINIONS, random.between(1, 3)).join(' '),
      createdAt: new Date(article.publishedAt.getTime() + random.between(1, 14 * 24 * 60) * 60_000)
    }
  })
  return comments.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** `a-title`, then `a-title-2`. */
function unique(taken: Map<string, number>, slug: string): string {
  const count = (taken.get(slug) ?? 0) + 1
  taken.set(slug, count)
  return count === 1 ? slug : `${slug}-${count}`
}
