import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compared, type Figure, missing } from './figure.ts'

/** The one without which there is no report to verify. */
const required = 'report.json'

/** Whether the files of the report that are there say exactly what the records give, and where they first do not. */
export async function rebuiltFigures(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly Figure[]> {
  const figures = Object.entries(files).map(async ([name, rebuilt]) => {
    const found = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    if (found !== undefined) return [comparedText(name, found, rebuilt)]
    if (name !== required) return []
    return [missing(name, 'every byte', 'it is not there; `telemark report` writes it from the records')]
  })
  return (await Promise.all(figures)).flat()
}

function comparedText(name: string, found: string, rebuilt: string): Figure {
  if (found === rebuilt) return compared({ subject: name, name: 'every byte' }, 'as recorded', 'as recorded')
  const [lines, wanted] = [found.split('\n'), rebuilt.split('\n')]
  const differing = lines.findIndex((line, index) => line !== wanted[index])
  const index = differing < 0 ? lines.length : differing
  return compared({ subject: name, name: `line ${index + 1}` }, shown(lines[index]), shown(wanted[index]))
}

const shownCharacters = 80

function shown(line: string | undefined): string {
  return line === undefined ? 'the end of the file' : line.trim().slice(0, shownCharacters)
}
