/**
 * Keeps package-lock.json complete. npm leaves a platform's binary package out of the lock file when the
 * registry at hand does not have it, and `npm ci` then refuses the file on every machine. `npm run lock`
 * adds each missing optional package; `npm run check:lock` (`--check`) fails when something is missing,
 * when the file names a registry, or when it is out of step with a package.json.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './setup.mjs'

const LOCK = path.join(root, 'package-lock.json')
const PLATFORMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const CPUS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
const missing = findMissing(lock.packages)

if (process.argv.includes('--check')) {
  const faults = [
    ...missing.map(({ name, parent }) => `missing: ${name}, optional in ${parent}; type \`npm run lock\``),
    ...registryAddresses(lock.packages),
    ...outOfStep(lock.packages),
  ]
  for (const fault of faults) console.error(`package-lock.json: ${fault}`)
  const unchecked = Object.entries(lock.packages).filter(
    ([place, entry]) => isInstalled(place, entry) && !entry.integrity,
  )
  console.log(
    `package-lock.json: ${Object.keys(lock.packages).length} entries, ${faults.length} faults, ${unchecked.length} without integrity`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
} else if (missing.length === 0) {
  console.log('package-lock.json: complete')
} else {
  for (const { place, entry } of missing) lock.packages[place] = entry
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
  for (const { place, entry } of missing) console.log(`package-lock.json: added ${place} ${entry.version}`)
  console.log(
    'No integrity is known for these. A version of the parent whose binaries are all in the registry is better.',
  )
}

/** Every optional dependency that Node's own resolution would not find from its parent's place. */
function findMissing(packages) {
  const found = new Map()
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (placesAbove(parent, name).some((place) => place in packages)) continue
      const entry = entryOf(name, range.replace(/^[\^~]/, ''), dev)
      const top = `node_modules/${name}`
      const isFree = !found.has(top) || found.get(top).entry.version === entry.version
      const place = isFree ? top : `${parent}/${top}`
      found.set(place, { place, name, parent, entry })
    }
  }
  return [...found.values()]
}

/** Where a package may lie to be found from `parent`: beside it first, then in each folder above. */
function placesAbove(parent, name) {
  const parts = parent === '' ? [] : parent.split('/')
  const places = []
  for (let length = parts.length; length >= 0; length--) {
    places.push([...parts.slice(0, length), 'node_modules', name].join('/'))
  }
  return places
}

/** A lock entry that npm skips on other systems: platform, processor and C library are read from the name. */
function entryOf(name, version, dev) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-.]/)
  const cpu = words.flatMap(
    (word) => CPUS.find((known) => word === known) ?? (/^(arm|armv7)$/.test(word) ? 'arm' : []),
  )
  const os = words.filter((word) => PLATFORMS.includes(word))
  const musl = words.some((word) => word.startsWith('musl'))
  const gnu = words.some((word) => word.startsWith('gnu'))
  return {
    version,
    ...(cpu.length > 0 && { cpu: [cpu[0]] }),
    ...(dev && { dev: true }),
    ...(os[0] === 'linux' && (musl || gnu) && { libc: [musl ? 'musl' : 'glibc'] }),
    optional: true,
    ...(os.length > 0 && { os: [os[0]] }),
  }
}

function isInstalled(place, entry) {
  return /(^|\/)node_modules\//.test(place) && !entry.link
}

/** The address of a registry in the lock file would bind every clone to the machine that wrote it. */
function registryAddresses(packages) {
  const advice = 'set omit-lockfile-registry-resolved=true and write the file anew'
  return Object.entries(packages).flatMap(([place, entry]) => {
    if (place === '' || entry.link) return []
    const address = entry.resolved ?? /https?:\/\/[^"]*(registry|\.tgz)[^"]*/.exec(JSON.stringify(entry))?.[0]
    return address ? [`address: ${place} names ${address}; ${advice}`] : []
  })
}

/** Compares what each package.json asks for with what the lock file was written for. */
function outOfStep(packages) {
  const faults = []
  for (const folder of Object.keys(packages).filter((place) => !/(^|\/)node_modules\//.test(place))) {
    const file = path.join(root, folder, 'package.json')
    if (!existsSync(file)) {
      faults.push(`stale: ${folder} is gone; type \`npm install\``)
      continue
    }
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
      const wanted = manifest[kind] ?? {}
      const locked = packages[folder][kind] ?? {}
      for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)])) {
        if (wanted[name] === locked[name]) continue
        const has = `package.json asks for ${wanted[name] ?? 'nothing'}, the lock file for ${locked[name] ?? 'nothing'}`
        faults.push(`stale: ${folder || 'root'}, ${name}: ${has}; type \`npm install\``)
      }
    }
  }
  return faults
}
