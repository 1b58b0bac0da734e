import { Command, Option } from 'commander'
import { EXIT, explain, isCommanderError } from './exit.ts'
import { resultsCommands } from './results/options.ts'
import { serveCommands } from './serve/options.ts'
import { ownVersion } from './version.ts'

/**
 * The `opendome` command. `argv` as in process.argv; returns the exit code. Writes the answer to standard output in one piece
 * at the end, everything else to standard error. The model is loaded by the commands that compute, not for help.
 */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader of standard error that has gone is no failure; bin/opendome.js does the same for standard output.
  process.stderr.on('error', () => undefined)
  let code: number = EXIT.ok
  const program = commands((result) => (code = result))
  try {
    await program.parseAsync(argv)
    return code
  } catch (error) {
    if (isCommanderError(error) && (error.exitCode === 0 || error.code === 'commander.help'))
      return error.exitCode === 0 ? EXIT.ok : EXIT.badInput
    const command = program.commands.find((c) => c.name() === argv[2])?.name()
    const { lines, code: failed } = explain(error, command)
    process.stderr.write(`${lines.join('\n')}\n`)
    return failed
  }
}

const EXAMPLES = `
SCENARIO is the path of a scenario file or the id of a preset, for example cbo-2026.

Examples:
  opendome run cbo-2026
  opendome run my-scenario.yaml --runs 1000 --seed 7 --out results
  opendome size cbo-2026 --map map.png
  opendome cost cbo-2026 --picture cost.png
  opendome compare cbo-2026 aei-2025-basic --picture why.png
  opendome fly --vehicle icbm-solid-generic --from sinpung-dong --to chicago --picture flight.png
  opendome track launch-regions --picture custody.png
  opendome footprint my-scenario.yaml --picture footprints.png
  opendome explain first-flight --missile 2
  opendome shortfall cbo-2026 --picture shortfall.png
  opendome partners north-america-radars
  opendome brief --for canada --html brief.html
  opendome study leakers-to-interval --picture leakers.png
  opendome results list
  opendome serve --port 4040
  opendome check my-scenario.yaml
  opendome sources burn_time

Exit codes: 0 done, 1 the answer is no, 2 wrong input or usage, 130 stopped with Ctrl-C.
`

function commands(done: (code: number) => void): Command {
  const program = new Command('opendome')
    .description(
      'An open model of a missile shield: how many get through, and which assumption moves the answer.',
    )
    .version(ownVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', EXAMPLES)

  program
    .command('run')
    .summary('how many get through')
    .description('Flies a scenario many times and says how many get through, over all that is disputed.')
    .argument('<SCENARIO>', 'path of a scenario file, or id of a preset')
    .option('--runs <N>', 'number of runs (default: as in the scenario)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--out <DIR>', 'write run.json and events.csv into this folder')
    .option('--no-range', 'leave out the assumption range')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { runCommand } = await import('./run/command.ts')
      done(await runCommand(scenario, options))
    })

  program
    .command('fly')
    .summary('where and how one threat vehicle flies')
    .description('Solves and flies one vehicle between two places.')
    .requiredOption('--vehicle <ID|FILE>', 'catalog id of a vehicle, or a YAML file that holds one')
    .option('--from <PLACE>', 'launch: LAT,LON in degrees, or a site of the catalog')
    .requiredOption('--to <PLACE>', 'aim: LAT,LON in degrees, or a site of the catalog')
    .addOption(
      new Option('--trajectory <SHAPE>', 'shape of the flight (default: minimum-energy)').choices([
        'minimum-energy',
        'lofted',
        'depressed',
      ]),
    )
    .option('--apogee-km <N>', 'fly through this apogee instead')
    .option('--orbital-km <N>', 'fly into a low orbit at this altitude and brake out of it')
    .option('--in-orbit-km <N>', 'instead of --from: brake out of an orbit at this altitude at once')
    .option('--inclination-deg <N>', 'inclination of the orbit that it is in')
    .addOption(
      new Option(
        '--heading <WAY>',
        'which way round it sets out (default: south), or it flies over the aim (default: north)',
      ).choices(['north', 'south']),
    )
    .option('--warheads <N>', 'release so many reentry vehicles after burnout')
    .option('--decoys <N>', 'release so many decoys after them')
    .option('--payload-kg <N>', "payload instead of the vehicle's")
    .option('--picture <FILE>', 'draw the flight into FILE.svg or FILE.png')
    .option('--csv', 'print the samples of the flight as CSV')
    .option('--json', 'print one JSON document')
    .action(async (options: Readonly<Record<string, string | boolean | undefined>>) => {
      const { flyCommand } = await import('./fly/command.ts')
      done(await flyCommand(options))
    })

  program
    .command('size')
    .summary('how many interceptors are in reach, and how many are needed')
    .description(
      'Counts the interceptors in reach of each launch point of a scenario, exactly over time, or searches for the smallest fleet.',
    )
    .argument('<SCENARIO>', 'path of a scenario file, or id of a preset')
    .option('--search', 'search for the smallest fleet (default where the scenario has a size block)')
    .option('--no-search', "look at the scenario's own fleet although it has a size block")
    .option(
      '--what-moves',
      'size the fleet that a study published, and say which assumption moves it how far (minutes)',
    )
    .option('--map <FILE>', 'draw a world map of counts into FILE.svg or FILE.png, or write it to FILE.csv')
    .option('--time-series <FILE>', 'the same for counts against liftoff time')
    .option('--trade <FILE>', 'the same for the smallest fleet at each altitude; searches')
    .option(
      '--region <PLACES>',
      'counts over a region: an area of the catalog, or "LAT,LON LAT,LON LAT,LON …"',
    )
    .option('--line <PLACES>', 'counts along a line: "LAT,LON LAT,LON …"')
    .option('--csv', 'print counts against liftoff time as CSV')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { sizeCommand } = await import('./size/command.ts')
      done(await sizeCommand(scenario, options))
    })

  program
    .command('cost')
    .summary('what it costs, by year, by part, by partner')
    .description(
      'Costs a scenario over its horizon: work breakdown with the source of each price, fiscal years, spread, shares of partners, and what it buys in the raid.',
    )
    .argument('<SCENARIO>', 'path of a scenario file, id of a preset, or id of a cost preset')
    .option('--runs <N>', 'runs behind the cost per missile stopped (default: as in the scenario; 0: none)')
    .option('--draws <N>', 'draws of the prices (default: as in the scenario)')
    .option('--seed <S>', 'seed of the draws of prices (default: as in the scenario)')
    .option('--picture <FILE>', 'draw years, spread and what moves the total into FILE.svg or FILE.png')
    .option('--csv', 'print each part by fiscal year as CSV')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { costCommand } = await import('./cost/command.ts')
      done(await costCommand(scenario, options))
    })

  program
    .command('track')
    .summary('what the sensors see, and how well tracks know it')
    .description(
      'Follows the missiles of a scenario with its sensors from liftoff to impact, and holds the tracks against the truth. No shot is fired.',
    )
    .argument('<SCENARIO>', 'path of a scenario file with sensors, or id of a preset')
    .option('--runs <N>', 'number of runs (default: 1)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--missile <ID>', 'missile to show in detail (default: the one that was hardest to follow)')
    .option('--picture <FILE>', 'draw coverage and errors against time into FILE.svg or FILE.png')
    .option('--csv', 'print the first run scan by scan as CSV')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { trackCommand } = await import('./track/command.ts')
      done(await trackCommand(scenario, options))
    })

  program
    .command('footprint')
    .summary('what each battery on the ground can defend')
    .description(
      'Draws the aim points that each battery of a scenario can defend against each of its threats. No shot is fired.',
    )
    .argument('<SCENARIO>', 'path of a scenario file with batteries, or id of a preset')
    .option('--layer <ID>', 'only this battery')
    .option('--release-s <N>', 'earliest release, s after liftoff (default: by the stated delays)')
    .option('--picture <FILE>', 'draw a map of each footprint into FILE.svg or FILE.png')
    .option('--csv', 'print the outlines as CSV')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { footprintCommand } = await import('./footprint/command.ts')
      done(await footprintCommand(scenario, options))
    })

  program
    .command('shortfall')
    .summary('where the remains of missiles come down that are hit under thrust')
    .description(
      'Follows the instantaneous impact point over each burn, and says on whose land or water the remains of the intercepts of the runs come down. Landing places only.',
    )
    .argument('<SCENARIO>', 'path of a scenario file, or id of a preset')
    .option('--runs <N>', 'number of runs (default: as in the scenario; 0: the tracks alone)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--picture <FILE>', 'draw tracks, remains and shares into FILE.svg or FILE.png')
    .option('--csv', 'print the tracks as CSV')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { shortfallCommand } = await import('./shortfall/command.ts')
      done(await shortfallCommand(scenario, options))
    })

  program
    .command('explain')
    .summary("one missile's story, in plain sentences")
    .description(
      'Tells what happened to one missile of a scenario in one run, and why it got through or did not.',
    )
    .argument('<SCENARIO>', 'path of a scenario file, or id of a preset')
    .option('--missile <N>', 'number of the missile in the raid, or its id (default: 1)')
    .option('--run <N>', 'index of the run (default: 0, the first)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { explainCommand } = await import('./explain/command.ts')
      done(explainCommand(scenario, options))
    })

  program
    .command('brief')
    .summary('the options of one nation side by side, on one page')
    .description(
      'Puts side by side what a nation can do: stay out, host sensors, build a radar first, pay a share, join in full; each with cost by year, protection and what the money leaves unpaid. Markdown, or one page of HTML with pictures.',
    )
    .argument(
      '[SCENARIO]',
      'path of a scenario file with partners and cost, or id of a preset (default: north-america)',
    )
    .requiredOption('--for <NATION>', 'a partner of the catalog, for example canada')
    .addOption(new Option('--language <L>', 'language of the page (default: en)').choices(['en', 'fr']))
    .option('--html <FILE>', 'write the page with pictures into FILE.html instead')
    .option('--runs <N>', 'runs of each option (default: as in the scenario)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--workers <N>', 'threads (default: all cores)')
    .option('--out <DIR>', 'result store (default: ./opendome-results)')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string | undefined, options: { for: string }) => {
      const { briefCommand } = await import('./brief/command.ts')
      done(await briefCommand(scenario, options))
    })

  program
    .command('partners')
    .summary('what each nation in the shield is worth')
    .description(
      'Runs all coalitions of the partners of a scenario on the same raids: what each changes when it joins last, alone, and by its Shapley value; who would pay what by which rule.',
    )
    .argument('<SCENARIO>', 'path of a scenario file with partners, or id of a preset')
    .option('--runs <N>', 'runs of each coalition (default: as in the scenario)')
    .option('--seed <S>', 'seed of all draws (default: as in the scenario)')
    .option('--workers <N>', 'threads (default: all cores)')
    .option('--out <DIR>', 'result store (default: ./opendome-results)')
    .option('--consent', 'instead: what asking one nation, either or both for consent costs')
    .option('--json', 'print one JSON document')
    .action(async (scenario: string, options: object) => {
      const { partnersCommand } = await import('./partners/command.ts')
      done(await partnersCommand(scenario, options))
    })

  program
    .command('compare')
    .summary('why two studies differ, or which assumption of one matters')
    .description(
      'Puts two studies on the same base year, period and scope, and goes from the one to the other by one assumption at a time; with one study, says which of its assumptions matters.',
    )
    .argument('<A>', 'path of a scenario file, id of a preset, or id of a cost preset')
    .argument('[B]', 'the study to compare it with')
    .option('--runs <N>', 'runs behind each number of leakers (default: 20; 0: none)')
    .option('--orders <N>', 'orders drawn where there are too many assumptions for all (default: 200)')
    .option('--seed <S>', 'seed of the drawn orders (default: 1)')
    .option('--no-search', 'leave out the search for the two fleets')
    .option('--picture <FILE>', 'draw the waterfall, or the tornado of one study, into FILE.svg or FILE.png')
    .option('--csv', 'print each step as CSV')
    .option('--json', 'print one JSON document')
    .action(async (a: string, b: string | undefined, options: object) => {
      const { compareCommand } = await import('./compare/command.ts')
      done(await compareCommand(a, b, options))
    })

  program
    .command('study')
    .summary('many runs: stop rules, sweeps, sensitivity, Pareto fronts; on many cores or hosts')
    .description(
      'Performs a study file on all cores of this machine, or on the hosts that take jobs from Redis. What is done is kept in a result store: an interrupted study goes on where it was, a finished one is read.',
    )
    .argument('<STUDY>', 'path of a study file, or id of a study of the program')
    .option('--workers <N>', 'threads (default: all cores)')
    .option('--out <DIR>', 'result store (default: ./opendome-results)')
    .option('--redis <URL>', 'have the hosts compute that take jobs from this Redis: redis://HOST:PORT')
    .option('--yes', 'consent to a study of very many runs')
    .option('--picture <FILE>', 'draw the result into FILE.svg or FILE.png')
    .option('--json', 'print one JSON document')
    .action(async (study: string, options: object) => {
      const { studyCommand } = await import('./study/command.ts')
      done(await studyCommand(study, options))
    })

  resultsCommands(program, done)
  serveCommands(program, done)

  program
    .command('worker')
    .summary('lend this host to studies')
    .description(
      'Takes jobs of studies from Redis, computes them on the cores of this machine and writes the results into the store that it shares with them, until Ctrl-C.',
    )
    .requiredOption('--redis <URL>', 'the Redis of the studies: redis://HOST:PORT, rediss:// for TLS')
    .option('--workers <N>', 'threads (default: all cores)')
    .option('--out <DIR>', 'result store, shared with the studies (default: ./opendome-results)')
    .option('--json', 'print one JSON document at the end')
    .action(async (options: { redis: string }) => {
      const { workerCommand } = await import('./worker/command.ts')
      done(await workerCommand(options))
    })

  program
    .command('check')
    .summary('is this file right, and if not where')
    .description(
      'Reads a scenario and flies each of its threats once, or reads a study, and lists every mistake with its place.',
    )
    .argument('<FILE>', 'path of a scenario or study file, or id of a preset')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: { json?: boolean }) => {
      const { checkCommand } = await import('./check.ts')
      done(await checkCommand(file, options))
    })

  program
    .command('sources')
    .summary('where a number comes from')
    .description('Finds figures and sources of the catalog by a word in their name, path, title or place.')
    .argument(
      '[WORD]',
      'for example burn_time, icbm-solid-generic or cbo; without it, what the catalog holds',
    )
    .option('--json', 'print one JSON document')
    .action(async (word: string | undefined, options: { json?: boolean }) => {
      const { sourcesCommand } = await import('./sources.ts')
      done(sourcesCommand(word, options))
    })

  program
    .command('validate')
    .summary('how far the program is from published results')
    .description('Computes every published case and compares. Exit code 1 where a case fails.')
    .option('--room <R>', 'only the cases of one room, for example earth')
    .option('--json', 'print one JSON document')
    .action(async (options: { room?: string; json?: boolean }) => {
      const { validateCommand } = await import('./validate.ts')
      done(await validateCommand(options))
    })

  return program
}
