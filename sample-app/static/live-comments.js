/* global document, EventSource */

// Shows comments that are posted while the page is open. Their text is never taken for HTML.
const list = document.querySelector('[data-comment-events]')
const template = document.querySelector('#comment-template')

if (list && template) {
  const events = new EventSource(list.dataset.commentEvents)
  events.addEventListener('comment', ({ data }) => show(JSON.parse(data)))
}

function show({ id, name, body, createdAt }) {
  if (document.getElementById(`comment-${id}`)) return
  const item = template.content.firstElementChild.cloneNode(true)
  item.id = `comment-${id}`
  item.querySelector('b').textContent = name
  item.querySelector('time').dateTime = createdAt
  item.querySelector('.what').textContent = body
  list.append(item)
}
