import { OpendomeError } from '@opendome/model'
import { nearest } from '@opendome/model/scenario'
import { ROOMS, caseSteps, type CaseResult } from '@opendome/validation'
import { EXIT } from './exit.ts'
import { Interrupt } from './interrupt.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from './terminal.ts'
import { counted, significant } from './text/format.ts'
import { table } from './text/table.ts'
import { ownVersion } from './version.ts'

/** `opendome validate`: returns the exit code; 1 where a case fails. Ctrl-C prints the cases done so far. */
export async function validateCommand(options: {
  readonly room?: string
  readonly json?: boolean
}): Promise<number> {
  const { room } = options
  if (room !== undefined && !ROOMS.includes(room)) {
    const near = nearest(room, ROOMS)
    throw new OpendomeError('unknown', `--room ${room}: no case is in it`, {
      hint: near === undefined ? `rooms: ${ROOMS.join(', ')}` : `did you mean ${near}?`,
    })
  }
  const interrupt = new Interrupt()
  const cases: CaseResult[] = []
  try {
    for (const done of caseSteps(room === undefined ? ROOMS : [room])) {
      cases.push(...done)
      if (!(await interrupt.lookUp())) break
    }
  } finally {
    interrupt.dispose()
  }
  if (interrupt.stopped) remark('stopped before all cases were computed')
  if (options.json === true)
    answerJson({ opendome: ownVersion(), scenario: null, changed_assumptions: [], limits: [], cases })
  else answer(casesText(cases, outputWidth(), emphasis()))
  if (interrupt.stopped) return EXIT.interrupted
  return cases.some((c) => c.pass === false) ? EXIT.no : EXIT.ok
}

/** A table per room and a closing line. */
function casesText(
  cases: readonly CaseResult[],
  width: number,
  emphasise: ReturnType<typeof emphasis>,
): string {
  const lines: string[] = []
  for (const room of new Set(cases.map((c) => c.room))) {
    lines.push(
      emphasise(room, 'strong'),
      ...table({
        head: ['Case', 'Expected', 'Got', 'Unit', 'Difference', 'Tolerance', ''],
        rows: cases
          .filter((c) => c.room === room)
          .map((c) => ({
            cells: [
              `${c.id.replace(`${room}/`, '')}: ${c.quantity}`,
              cell(c.expected),
              cell(c.got),
              c.unit,
              c.difference === null ? '' : significant(c.difference, 3),
              c.tolerance,
              c.pass === null ? 'bracket' : c.pass ? 'ok' : 'FAILED',
            ],
            ...(c.pass === false ? { emphasis: 'strong' as const } : {}),
          })),
        left: [0, 3, 5, 6],
        flexible: 0,
        width,
        emphasise,
      }),
      '',
    )
  }
  const count = (pass: boolean | null): number => cases.filter((c) => c.pass === pass).length
  lines.push(`${count(true)} passed, ${count(false)} failed, ${counted(count(null), 'bracket')}`)
  return lines.join('\n')
}

function cell(value: number | string): string {
  return typeof value === 'number' ? significant(value) : value
}
