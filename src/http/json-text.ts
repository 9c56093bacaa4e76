/** JSON that is written already: what an action answers with where the database wrote it. */
export class JsonText {
  constructor(readonly text: string) {}
}
