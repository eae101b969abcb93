import { CliError } from '../errors/cli-error.ts'

/** A `--url`, read. */
interface NamedUrl {
  readonly name: string
  readonly url: URL
}

const wanted = 'such as staging=https://telemetry.example.com'

/** Reads each `--url`: `name=https://…`, or a URL, whose host is then the name. Throws a usage error for what cannot be measured. */
export function parseTargets(texts: readonly string[]): readonly NamedUrl[] {
  const targets = texts.map(parseTarget)
  const names = targets.map(({ name }) => name)
  const repeated = names.find((name, index) => names.indexOf(name) < index)
  if (repeated === undefined) return targets
  throw new CliError(
    'usage',
    `Cannot measure ${names.join(', ')}: each target needs a name of its own, and ${repeated} is there twice. Give names, ${wanted}.`,
  )
}

function parseTarget(text: string): NamedUrl {
  const [, given, address = ''] = /^(?:([^=/?#]+)=)?(https?:\/\/.+)$/.exec(text) ?? []
  if (!URL.canParse(address)) throw refused(text, 'a URL with http or https is required')
  const url = new URL(address)
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw refused(text, 'a URL without user, query and fragment is required: it goes into every record')
  const name = given ?? url.host.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-|-$/g, '')
  if (!/^[\w][\w.-]{0,59}$/.test(name))
    throw refused(
      text,
      `a name of letters, digits, dots and dashes is required, because files are named by it`,
    )
  return { name, url }
}

function refused(text: string, required: string): CliError {
  return new CliError('usage', `Cannot use --url ${text}: ${required}. Give one ${wanted}.`)
}
