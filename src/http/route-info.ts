/** What a request, a middleware and a log line may know of the route that was matched. */
export interface RouteInfo {
  /** `article.show`, or `blog:article.show` where the routes were included in a namespace. */
  readonly name: string
  readonly methods: readonly string[]
  /** As declared, prefix included: `/articles/<int:id>`. */
  readonly path: string
  /** The controller class, or the function of a URLconf. */
  readonly controller: object
  /** The name of the method that answers. */
  readonly action: string
  /** Facts that higher layers keep about the route, each under a key of its own. */
  readonly meta: ReadonlyMap<unknown, unknown>
}
