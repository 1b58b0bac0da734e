import { Option, type Command } from 'commander'

/** `opendome serve …`: what it takes. The server is loaded when it is started. */
export function serveCommands(program: Command, done: (code: number) => void): void {
  const serve = program
    .command('serve')
    .summary('the API of the program over HTTP')
    .description(
      'Answers over HTTP what the commands answer, and performs studies, until Ctrl-C. On any address that other machines can reach it demands tokens.',
    )
    .option('--port <N>', 'port to listen on (default: 4040; 0: a free one)')
    .option('--host <H>', 'address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--out <DIR>', 'result store of studies (default: ./opendome-results)')
    .option('--workers <N>', 'threads for questions, and for the study at work (default: all cores)')
    .option(
      '--redis <URL>',
      'have the hosts perform studies that take jobs from this Redis: redis://HOST:PORT',
    )
    .option('--tokens <FILE>', 'demand a token of this file for every request')
    .action(async (options: object) => {
      const { serveCommand } = await import('./command.ts')
      done(await serveCommand(options))
    })
  serve
    .command('token')
    .summary('make a token')
    .description('Makes a token and writes its hash into the file of --tokens.')
    .addOption(
      new Option('--role <ROLE>', 'what it permits: look; ask; end the studies of others too')
        .choices(['read', 'run', 'admin'])
        .default('run'),
    )
    .option('--days <N>', 'days until it expires', '90')
    .option('--name <TEXT>', 'whom it is for', '')
    .option('--json', 'print one JSON document')
    .action(async (_: object, command: Command) => {
      const { tokenCommand } = await import('./command.ts')
      done(tokenCommand(command.optsWithGlobals()))
    })
}
