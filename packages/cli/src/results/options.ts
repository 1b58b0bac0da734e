import { Argument, type Command } from 'commander'

/** `opendome results …`: what it takes. The store is loaded when it is asked. */
export function resultsCommands(program: Command, done: (code: number) => void): void {
  const results = program
    .command('results')
    .summary('look into the result store')
    .description('Lists, shows, queries, exports and removes the studies of a result store.')
  const named = (name: string, summary: string): Command =>
    results
      .command(name)
      .summary(summary)
      .option('--out <DIR>', 'result store (default: ./opendome-results)')
      .option('--json', 'print one JSON document')
  named('list', 'the studies of the store')
    .description('Lists the studies of the store with their state.')
    .action(async (options: object) => {
      const { listCommand } = await import('./command.ts')
      done(listCommand(options))
    })
  named('show', 'the report of a study')
    .description('Prints the report of a study as opendome study printed it.')
    .argument('<STUDY>', 'id of a study of the store, or its beginning')
    .action(async (study: string, options: object) => {
      const { showCommand } = await import('./command.ts')
      done(showCommand(study, options))
    })
  named('query', 'SQL over all runs')
    .description(
      'Asks the tables runs, points, studies and events of the store one SELECT in the SQL of DuckDB. Reads the store and nothing else.',
    )
    .argument('<SQL>', 'for example "SELECT point, avg(leaked) FROM runs GROUP BY point"')
    .option('--csv', 'print CSV')
    .action(async (sql: string, options: object) => {
      const { queryCommand } = await import('./command.ts')
      done(await queryCommand(sql, options))
    })
  results
    .command('export')
    .summary('the runs of a study in one file')
    .description('Writes the runs of a study into one file, by point and run.')
    .addArgument(new Argument('<FORMAT>', 'kind of file').choices(['csv', 'parquet', 'json']))
    .argument('<STUDY>', 'id of a study of the store, or its beginning')
    .argument('[FILE]', 'file to write (default: the id of the study)')
    .option('--out <DIR>', 'result store (default: ./opendome-results)')
    .action(
      async (
        format: 'csv' | 'parquet' | 'json',
        study: string,
        file: string | undefined,
        options: object,
      ) => {
        const { exportCommand } = await import('./command.ts')
        done(await exportCommand(format, study, file, options))
      },
    )
  named('rm', 'remove a study')
    .description('Removes a study, and the runs that no other study of the store needs.')
    .argument('<STUDY>', 'id of a study of the store, or its beginning')
    .action(async (study: string, options: object) => {
      const { removeCommand } = await import('./command.ts')
      done(await removeCommand(study, options))
    })
}
