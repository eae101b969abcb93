import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { root } from '../root.ts'

/** One violation: a file made or changed in a copy of the tree. */
export interface Plant {
  /** From the root of the repository. */
  readonly path: string
  /** From what the file holds (nothing where it is new) to what it shall hold. */
  readonly edit: (text: string) => string
}

/** A copy of the tree in a folder of its own, with `plants` in it. Disposing removes it. */
export async function plantedTree(plants: readonly Plant[]): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'telemark-planted-'))
  await cp(root, path, { recursive: true, filter: (source) => !isLeftOut(relative(root, source)) })
  await linkModules(path)
  for (const plant of plants) await apply(plant, path)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

function isLeftOut(path: string): boolean {
  return /^(node_modules|results|\.git)($|\/)/.test(path)
}

/** Packages are shared with the real tree; workspaces are those of the copy. */
async function linkModules(path: string): Promise<void> {
  const modules = join(root, 'node_modules')
  await mkdir(join(path, 'node_modules/@telemark'), { recursive: true })
  for (const name of await readdir(modules)) {
    if (name !== '@telemark') await symlink(join(modules, name), join(path, 'node_modules', name))
  }
  for (const name of await readdir(join(modules, '@telemark'))) {
    await symlink(join('../..', name), join(path, 'node_modules/@telemark', name))
  }
}

async function apply({ path, edit }: Plant, tree: string): Promise<void> {
  const file = join(tree, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, edit(await readFile(file, 'utf8').catch(() => '')))
}
