import { createInterface } from 'node:readline/promises'
import type { Ask, Question } from 'nuages/migrations'

/** Asks at the terminal what the models do not tell; elsewhere options answer, and what they leave open is an error. */
export const askAtTerminal: Ask | undefined = process.stdin.isTTY ? ask : undefined

async function ask(question: Question): Promise<string | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return answerTo(question, (await terminal.question(textOf(question))).trim())
  } finally {
    terminal.close()
  }
}

/** What is asked: the choices with their numbers, or for an expression. */
export function textOf(question: Question): string {
  if (question.kind === 'default') {
    const { table, column, type } = question
    return `${table}.${column} (${type}) may not be null and has no default. SQL for the rows that are there, such as 0 or 'none' (empty: stop): `
  }
  const { gone, candidates } = question
  const choices = candidates.map((name, index) => `  ${index + 1}) it is called ${name} now\n`)
  return `${gone} is gone.\n${choices.join('')}  0) it was dropped\nWhich? `
}

/** What an answer means; a name does as well as its number. */
export function answerTo(question: Question, text: string): string | null {
  if (question.kind === 'default') return text === '' ? null : text
  const { candidates } = question
  return text === '0' ? null : (candidates[Number(text) - 1] ?? text)
}
