import { include, path, Redirect } from 'nuages'
import { ArticleApi } from './articles/article-api'
import { ArticleController } from './articles/article-controller'
import { DownloadController } from './articles/download-controller'
import { MostDiscussedApi } from './articles/most-discussed-api'
import { MostDiscussedController } from './articles/most-discussed-controller'
import { AuthorApi } from './authors/author-api'
import { AuthorController } from './authors/author-controller'
import { CommentApi } from './comments/comment-api'
import { CommentEventsController } from './comments/comment-events-controller'
import { FeedController } from './feeds/feed-controller'
import { SiteController } from './site/site-controller'
import { TagApi } from './tags/tag-api'
import { TagController } from './tags/tag-controller'

/** Every address of the Gazette: `console.log(app.routes)` prints them, with the names that `url()` takes. */
export const urls = [
  include('', [ArticleController, MostDiscussedController, DownloadController]),
  include('', [AuthorController, TagController]),
  include('', [FeedController, CommentEventsController, SiteController]),
  include('api', [ArticleApi, MostDiscussedApi, CommentApi, AuthorApi, TagApi], {
    namespace: 'api'
  }),
  path('articles/', () => Redirect.to('article.list').as(301), {
    name: 'articles',
    methods: ['GET']
  })
]
