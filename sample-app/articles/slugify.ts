/** `Ünder the Bridge, again!` as `under-the-bridge-again`; empty where no letter of ASCII is left. */
export function slugify(text: string, longest = 200): string {
  return text
    .normalize('NFKD')
    .replace(/['’]|\p{Mark}/gu, '')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
}
