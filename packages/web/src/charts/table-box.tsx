import type { ReactNode } from 'react'

/** A table in a box of its own that scrolls, by touch and by keyboard. `label` names the box to a screen reader; `children` are the rows. */
export function TableBox({
  label,
  heads,
  className = '',
  children,
}: {
  readonly label: string
  readonly heads: readonly string[]
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <div className={`table-box ${className}`.trimEnd()} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={i} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
