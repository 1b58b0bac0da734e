import { AssignmentSolver } from '@opendome/model/math'
import { exact, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const WHOLE = exact('Costs and sums are whole numbers.')

/** Least total of the costs, and the largest of the costs with their signs changed. */
function assignment(name: string, cost: readonly (readonly number[])[], expected: number): Row[] {
  const rows = cost.length
  const columns = cost[0]?.length ?? 0
  const solver = new AssignmentSolver(rows, columns)
  const costs = Float64Array.from(cost.flat())
  const least = solver.solve(rows, columns, costs)
  const largest = solver.solve(
    rows,
    columns,
    costs.map((value) => -value),
    true,
  )
  return [
    within(`sum ${name}`, '', expected, least, WHOLE),
    within(`sum ${name}, signs changed and maximised`, '', -expected, largest, WHOLE),
  ]
}

const FORBIDDEN = Infinity

export const COMMAND_CASES: readonly Case[] = [
  {
    id: 'command/assignment-3',
    class: 'published',
    source: source('scipy', 'linear_sum_assignment_test_cases'),
    rows: () => [
      ...assignment(
        '3 × 3',
        [
          [400, 150, 400],
          [400, 450, 600],
          [300, 225, 300],
        ],
        850,
      ),
    ],
  },
  {
    id: 'command/assignment-more',
    class: 'published',
    source: source('scipy', 'linear_sum_assignment_test_cases'),
    note: 'The tests of the math room also compare the single costs taken, and all cases turned by 90°.',
    rows: () => [
      ...assignment(
        '3 × 4',
        [
          [400, 150, 400, 1],
          [400, 450, 600, 2],
          [300, 225, 300, 3],
        ],
        452,
      ),
      ...assignment(
        'second 3 × 3',
        [
          [10, 10, 8],
          [9, 8, 1],
          [9, 7, 4],
        ],
        18,
      ),
      ...assignment(
        'second 3 × 4',
        [
          [10, 10, 8, 11],
          [9, 8, 1, 1],
          [9, 7, 4, 10],
        ],
        15,
      ),
      ...assignment(
        '3 × 3 with forbidden pairs',
        [
          [10, FORBIDDEN, FORBIDDEN],
          [FORBIDDEN, FORBIDDEN, 1],
          [FORBIDDEN, 7, FORBIDDEN],
        ],
        18,
      ),
    ],
  },
]
