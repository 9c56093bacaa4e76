import { Controller, FileResponse, Get, HttpRequest, Route } from 'nuages'
import { Article } from '../models'

/** An article as a text file, to keep. */
@Route('/articles/<slug:slug>/download')
export class DownloadController extends Controller {
  @Get('')
  async show(_request: HttpRequest, { slug }: { slug: string }) {
    const article = await Article.all().with('author').get({ slug })
    return new FileResponse(Buffer.from(asText(article)), {
      asAttachment: true,
      filename: `${slug}.txt`,
      headers: { 'Last-Modified': article.updatedAt.toUTCString() }
    })
  }
}

function asText({ title, summary, body, author, publishedAt }: Article): string {
  const day = publishedAt.toISOString().slice(0, 10)
  return [
    title,
    '='.repeat(title.length),
    `by ${author.name}, ${day}`,
    '',
    summary,
    '',
    body,
    ''
  ].join('\n')
}
