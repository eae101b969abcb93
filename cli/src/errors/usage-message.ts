import type { Command } from 'commander'

/** Commander's complaint, and what could have been given instead. */
export function usageMessage(complaint: string, command: Command): string {
  const flags = command.options.map(({ long }) => long ?? '').filter((flag) => flag !== '')
  const commands = command.commands.map((child) => child.name())
  const there = [
    ...(flags.length > 0 ? [`Flags: ${flags.join(', ')}.`] : []),
    ...(commands.length > 0 ? [`Commands: ${commands.join(', ')}.`] : []),
  ]
  const path = [command.parent?.name(), command.name()].filter((name) => name !== undefined).join(' ')
  return `${complaint.trimEnd()}\n${there.join('\n')}\nMore: npx ${path} --help\n`
}
