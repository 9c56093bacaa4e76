import { html, url, type SafeHtml } from 'nuages'
import type { Article } from '../models'
import { LONGEST, type CommentForm } from './comment-form'

/** The form below an article; sent back, it holds what was typed and says what is wrong. */
export function commentFormPart({ slug }: Article, { values, errors }: CommentForm): SafeHtml {
  const isWrong = Object.keys(errors).length > 0
  return html`<form
    id="write"
    class="comment-form"
    method="post"
    action="${url('article.show', { slug }, { hash: 'write' })}"
    novalidate
  >
    <h3>Write a comment</h3>
    ${isWrong && html`<p class="problem" role="alert">Your comment was not sent yet: see below.</p>`}
    <p>
      <label for="name">Name</label>
      <input
        id="name"
        name="name"
        autocomplete="nickname"
        required
        maxlength="${LONGEST.name}"
        value="${values.name}"
        ${invalid('name', errors.name)}
      />
      ${message('name', errors.name)}
    </p>
    <p>
      <label for="body">Comment</label>
      <textarea
        id="body"
        name="body"
        rows="5"
        required
        maxlength="${LONGEST.body}"
        ${invalid('body', errors.body)}
      >
${values.body}</textarea>
      ${message('body', errors.body)}
    </p>
    <p><button class="button">Send</button></p>
  </form>`
}

function invalid(field: string, error: string | undefined): SafeHtml | undefined {
  return error === undefined
    ? undefined
    : html`aria-invalid="true" aria-describedby="${field}-problem"`
}

function message(field: string, error: string | undefined): SafeHtml | undefined {
  return error === undefined
    ? undefined
    : html`<span class="problem" id="${field}-problem">${error}</span>`
}
