import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sealOf } from '@telemark/bench'
import { exitCodes } from '../src/errors/exit-codes.ts'
import { changeCohort, recordedFolder, slowerFolder } from './recorded.ts'
import { runCli } from './run-cli.ts'

for (const command of ['compare', 'report', 'verify', 'diff', 'history', 'doctor', 'up']) {
  test(`${command} --help has examples and exit codes`, async () => {
    const { code, stdout } = await runCli([command, '--help'])
    assert.equal(code, 0)
    assert.match(stdout, /Examples?:\n {2}np/)
    for (const { code, means } of Object.values(exitCodes)) assert.ok(stdout.includes(`${code}  ${means}\n`))
  })
}

test('telemark --version prints the version of its package.json, and --help names it', async () => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const { code, stdout } = await runCli(['--version'])
  assert.deepEqual([code, stdout], [0, `${version}\n`])
  assert.match((await runCli(['--help'])).stdout, /--version +print the version/)
})

const mistakes: readonly (readonly [args: readonly string[], said: RegExp])[] = [
  [
    ['compare', '--architectures', 'kafak'],
    /Unknown architecture "kafak": there are baseline, scale, redis, kafka, batched\. Did you mean kafka\?/,
  ],
  [
    ['compare', '--workloads', 'mixd'],
    /Unknown workload "mixd": there are read-heavy, write-heavy, mixed\. Did you mean mixed\?/,
  ],
  [['compare', '--profile', 'quick'], /Unknown profile "quick": there are smoke, standard, full, original\./],
  [['compare', '--target', '-5'], /Cannot use --target -5: a whole number from 1 to 20000 is required\./],
  [['compare', '--target', '1e3'], /a whole number/],
  [['compare', '--slo', 'p99=fast'], /such as 200ms or 1\.5s/],
  [['compare', '--slo', 'p98=200ms'], /Unknown limit in --slo "p98": there are p95, p99/],
  [
    ['compare', '--slo', 'p95=200ms,p99=300ms'],
    /one latency limit is judged, found p95=200ms and p99=300ms\. Leave out all but one\./,
  ],
  [
    ['compare', '--slo', 'failures=0%'],
    /Cannot judge by failures=0%: a limit above 0% and up to 100% is required, .*Give failures=0\.1%/,
  ],
  [['compare', '--slo', 'completion=0%'], /Cannot judge by completion=0%: .*Give one such as completion=99%/],
  [['compare', '--slo', 'p99=70s'], /Cannot judge by p99=70000ms: a limit above 0 and below 5 s is required/],
  [
    ['compare', '--architectures', 'baseline,baseline'],
    /Cannot plan baseline, baseline: .*found baseline again\. Give each name once\./,
  ],
  [
    ['compare', '--workloads', 'mixed,read-heavy,mixed'],
    /every workload is measured once, found mixed again/,
  ],
  [['compare', '--mix', '7'], /such as 7:3/],
  [
    ['compare', '--mix', '7:3', '--workloads', 'read-heavy,write-heavy'],
    /Cannot mix 7:3 in read-heavy, write-heavy: .*Add mixed to the workloads, or leave out the mix\./,
  ],
  [['compare', '--taget', '5'], /unknown option '--taget'\n\(Did you mean --target\?\)\nFlags: --profile/],
  [
    ['compair'],
    /unknown command 'compair'\n\(Did you mean compare\?\)\nCommands: compare, report, verify, diff, history, doctor, up\.\nFlags: --version\./,
  ],
  [['up', 'bsaeline'], /Unknown architecture "bsaeline".*Did you mean baseline\?/],
  [
    ['diff', 'a', 'b', '--fail-on', 'much'],
    /Cannot use --fail-on much: a share is required, such as 2% or 0\.02\./,
  ],
  [['report'], /missing required argument 'folder'\nMore: npx telemark report --help\n$/],
]

for (const [args, said] of mistakes) {
  test(`telemark ${args.join(' ')} is a usage error that says what there is`, async () => {
    const { code, stderr, stdout } = await runCli(args)
    assert.equal(code, 2, stderr)
    assert.match(stderr, said)
    assert.doesNotMatch(stderr, /\n {4}at /)
    assert.equal(stdout, '')
  })
}

test('A report rebuilds every output from records, the same bytes each time, without colour in a pipe', async (context) => {
  const folder = await recordedFolder(context)
  const first = await runCli(['report', folder])
  const bytes = await readFile(join(folder, 'report.json'))
  const second = await runCli(['report', folder], { FORCE_COLOR: '1', NO_COLOR: '' })
  assert.deepEqual([first.code, second.code], [0, 0], first.stderr)
  assert.deepEqual(await readFile(join(folder, 'report.json')), bytes)
  assert.equal(second.stdout, first.stdout)
  assert.ok(!first.stdout.includes('\x1b'), 'no control character')
  assert.match(first.stdout, /kafka is best, with at least 2\.49 times the capacity of baseline/)
  assert.match(await readFile(join(folder, 'report.md'), 'utf8'), /^# Telemark: comparison\n/)
  assert.match(await readFile(join(folder, 'report.html'), 'utf8'), /^<!doctype html>\n/)
  assert.match(await readFile(join(folder, 'verdict.svg'), 'utf8'), /^<svg /)
})

test('Samples that are missing contradict a report: verify names each of them, with exit code 1', async (context) => {
  const folder = await recordedFolder(context)
  await runCli(['report', folder])
  const { code, stdout, stderr } = await runCli(['verify', folder])
  assert.equal(code, 1, stderr)
  assert.match(
    stdout,
    /run 340: baseline, mixed, probe 340\/s: 1 of 1 figure contradicted\n {2}none is missing: /,
  )
  assert.match(stdout, /report: \d figures agree/)
  assert.match(stdout, /seal: not verifiable from samples, not sealed/)
  assert.match(stderr, /^The samples in .* do not bear out its report: \d+ figures differ or are missing\./)
  assert.equal((await runCli(['verify', '/nowhere'])).code, 5)
})

test('A plan that was changed after it was sealed contradicts its report: exit code 1', async (context) => {
  const folder = await recordedFolder(context)
  await changeCohort(folder, (cohort) => ({
    ...cohort,
    seal: sealOf(cohort),
    sizing: { ...cohort.sizing, predicted: { kafka: { mixed: 1000 } } },
  }))
  await runCli(['report', folder])
  const { code, stdout } = await runCli(['verify', folder])
  assert.equal(code, 1)
  assert.match(stdout, /^records: 1 of 1 figure contradicted\n {2}seal differs: /)
})

test('Two comparisons that say the same differ in nothing; worse is exit code 1, other conditions are refused with 7', async (context) => {
  const [before, after] = [await recordedFolder(context), await recordedFolder(context)]
  const same = await runCli(['diff', before, after])
  assert.equal(same.code, 0, same.stderr)
  assert.match(same.stdout, /Nothing got worse beyond the noise\.\n$/)
  const better = await runCli(['diff', await slowerFolder(context), after, '--json'])
  assert.deepEqual([better.code, JSON.parse(better.stdout).regressed], [0, false], better.stderr)
  const regressed = await runCli(['diff', before, await slowerFolder(context), '--markdown'])
  assert.equal(regressed.code, 1, regressed.stderr)
  assert.match(regressed.stdout, /^## Telemark: a regression\n/)
  await changeCohort(after, ({ plan, ...cohort }) => ({ ...cohort, plan: { ...plan, seed: 2 } }))
  const refused = await runCli(['diff', before, after])
  assert.equal(refused.code, 7)
  assert.match(refused.stderr, /seed: 1 before, 2 after\. Run both with the same --seed\./)
})

test('The history of a folder shows each comparison, and those of another version as not readable', async (context) => {
  const parent = await mkdtemp(join(tmpdir(), 'telemark-cli-'))
  context.after(() => rm(parent, { recursive: true }))
  await cp(await recordedFolder(context), join(parent, 'a'), { recursive: true })
  await mkdir(join(parent, 'old'))
  await writeFile(join(parent, 'old', 'cohort.json'), '{"version":1}')
  const { code, stdout, stderr } = await runCli(['history', parent])
  assert.equal(code, 0, stderr)
  assert.match(stdout, / a +abc +340-362 +900-950\n/)
  assert.match(stdout, /Not readable\n {2}old: .*version 2 is required, it has 1/)
  assert.equal((await runCli(['history', '/nowhere'])).code, 5)
})

test('An unreadable record is named, with exit code 5 and no stack', async (context) => {
  const folder = await recordedFolder(context)
  await writeFile(join(folder, '1-kafka-mixed-probes.json'), '{"half')
  const { code, stderr } = await runCli(['report', folder])
  assert.equal(code, 5)
  assert.match(stderr, /^Cannot read .*1-kafka-mixed-probes\.json: .*\n$/)
})

test('With TELEMARK_DEBUG=1 the stack is shown', async () => {
  const { stderr } = await runCli(['report', '/nowhere/at/all'], { TELEMARK_DEBUG: '1' })
  assert.match(stderr, /\n {4}at /)
})

test('A results folder that cannot be made is the machine refusing: exit code 4, nothing started', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-cli-'))
  context.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'file'), '')
  for (const parent of [join(folder, 'file'), '/proc/none']) {
    const { code, stderr } = await runCli(['compare', '--results', parent])
    assert.equal(code, 4)
    assert.match(stderr, /Cannot make the results folder .*Give a writable one with --results\./)
  }
})

test('A taken port is the machine refusing: exit code 4, with whose it is and the flag for another', async (context) => {
  const taken = createServer().listen(0, '127.0.0.1')
  context.after(() => taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await runCli(['up', 'baseline', '--devices', '1', '--port', String(port)])
  assert.equal(code, 4, stderr)
  assert.match(
    stderr,
    new RegExp(`^Cannot start HAProxy: port ${port} is taken by pid ${process.pid} .*--port`),
  )
})

test('When nobody reads the output any more, it stops without a word and with exit code 141', async (context) => {
  const main = fileURLToPath(import.meta.resolve('../src/main.ts'))
  const args = [main, 'report', await recordedFolder(context)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const exited = once(child, 'exit')
  assert.equal(await text(child.stderr), '')
  assert.deepEqual(await exited, [141, null])
})

test('A target that is not there is told before anything is made, with an exit code of its own', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  const args = ['compare', '--url', `http://127.0.0.1:${port}`, '--operator-key', 'x'.repeat(32)]
  const { code, stderr } = await runCli(args)
  assert.equal(code, 6, stderr)
  assert.match(stderr, /^Cannot reach 127\.0\.0\.1-\d+: GET .*nothing listens there/)
})

test('Flags about what stands elsewhere are refused without a --url, and --url without a key', async () => {
  for (const flags of [['--comparable'], ['--yes'], ['--operator-key', 'x']]) {
    const { code, stderr } = await runCli(['compare', ...flags])
    assert.equal(code, 2)
    assert.match(stderr, new RegExp(`^Cannot use ${flags[0]} alone: .*--url`))
  }
  const { code, stderr } = await runCli(['compare', '--url', 'http://127.0.0.1:1'], {
    TELEMARK_OPERATOR_KEY: '',
  })
  assert.equal(code, 2)
  assert.match(stderr, /--operator-key, or in TELEMARK_OPERATOR_KEY/)
})
