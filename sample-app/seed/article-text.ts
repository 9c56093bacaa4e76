import type { Random } from './random'
import { EVENTS, PEOPLE, PLACES, TIMES, VERBS } from './words'

type Template = (random: Random, thing: string) => string

/** What an article on `thing` is called. */
export function titleOf(random: Random, thing: string): string {
  return capitalised(random.pick(TITLES)(random, thing))
}

/** Two sentences that make somebody read on. */
export function summaryOf(random: Random, thing: string): string {
  return sentences(random, [thing], 2)
}

/** Four to eight paragraphs on several things. */
export function bodyOf(random: Random, things: readonly string[]): string {
  const count = random.between(4, 8)
  return Array.from({ length: count }, () => sentences(random, things, random.between(3, 6))).join(
    '\n\n'
  )
}

const TITLES: readonly Template[] = [
  (random, thing) => `How ${random.pick(PLACES)} learned to love ${thing}`,
  (random, thing) => `What ${random.pick(EVENTS)} did to ${thing}`,
  (random, thing) => `${random.pick(PEOPLE)} and ${thing}`,
  (random, thing) => `Why we should ${random.pick(VERBS)} ${thing}`,
  (random, thing) => `A year with ${thing} in ${random.pick(PLACES)}`,
  (random, thing) => `In praise of ${thing}`,
  (random, thing) => `${random.pick(PLACES)} wants to ${random.pick(VERBS)} ${thing}`,
  (random, thing) => `After ${random.pick(EVENTS)}: a second life for ${thing}`,
  (random, thing) => `Letters from ${random.pick(PLACES)}: ${thing}`
]

const SENTENCES: readonly Template[] = [
  (random, thing) =>
    `${random.pick(PEOPLE)} came to ${random.pick(PLACES)} to ${random.pick(VERBS)} ${thing}.`,
  (random, thing) => `Nobody in ${random.pick(PLACES)} had thought of ${thing} in quite that way.`,
  (random, thing) =>
    `It began with ${random.pick(EVENTS)}, and it ended, as these things do, with ${thing}.`,
  (random, thing) =>
    `“We did not set out to ${random.pick(VERBS)} ${thing},” says one of them, “it found us.”`,
  (random) => `${random.pick(PEOPLE)} kept the records, ${random.between(12, 480)} pages in all.`,
  (random, thing) => `The budget for ${thing} is ${random.between(2, 90)},000 a year, if that.`,
  (random) => `There is a photograph of ${random.pick(PLACES)} after ${random.pick(EVENTS)}.`,
  (random, thing) => `${random.pick(TIMES)}, somebody still asks about ${thing}.`,
  (random, thing) =>
    `Compare ${thing} with ${random.pick(PLACES)}, where ${random.pick(PEOPLE)} waited too long.`,
  (random) => `It takes ${random.between(3, 40)} people, a key and a good deal of patience.`,
  (random, thing) => `What would ${random.pick(PLACES)} be without ${thing}?`,
  (random) => `The plan has changed ${random.between(2, 9)} times since ${random.pick(EVENTS)}.`,
  (random, thing) => `On paper ${thing} should not work at all; ${random.pick(TIMES)}, it does.`
]

function sentences(random: Random, things: readonly string[], count: number): string {
  return random
    .sample(SENTENCES, count)
    .map((sentence) => capitalised(sentence(random, random.pick(things))))
    .join(' ')
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
