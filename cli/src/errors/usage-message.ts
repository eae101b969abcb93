import type { Command } from 'commander'

/** Commander's complaint, and what could have been given instead. */
export function usageMessage(complaint: string, command: Command): string {
  const flags = command.options.map(({ long }) => long ?? '').filter((flag) => flag !== '')
  const commands = command.commands.map((child) => child.name())
  const there = [
    ...(commands.length > 0 ? [`Commands: ${commands.join(', ')}.`] : []),
    ...(flags.length > 0 ? [`Flags: ${flags.join(', ')}.`] : []),
  ]
  const path = [command.parent?.name(), command.name()].filter((name) => name !== undefined).join(' ')
  return `${[complaint.trimEnd(), ...there, `More: npx ${path} --help`].join('\n')}\n`
}
