// Reads the YAML files of catalog/, checks the rules of docs/catalog.md, and unwraps the figures.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { unitOf, unitMatches } from './units.mjs'

const KINDS = {
  vehicles: { kind: 'vehicle', required: ['payload_kg', 'thrust_termination', 'drag', 'reentry', 'stages'] },
  interceptors: { kind: 'interceptor', required: [] },
  sensors: { kind: 'sensor', required: ['type', 'revisit_s'] },
  sites: { kind: 'site', required: ['country', 'role', 'lat_deg', 'lon_deg'] },
  studies: { kind: 'study', required: [] },
  command: { kind: 'command', required: [] },
  satellites: { kind: 'satellite', required: [] },
  costs: { kind: 'cost', required: ['base_year', 'years', 'items'] },
  'unit-costs': { kind: 'unit-cost', required: ['base_year'] },
  money: { kind: 'money', required: [] },
  partners: { kind: 'partner', required: ['gdp_usd_b', 'population'] },
  programmes: { kind: 'programme', required: ['country', 'currency'] },
}
/** Fields of an interceptor by its type; without one it starts from space. */
const INTERCEPTOR_FIELDS = {
  space: ['delta_v_km_s', 'acceleration_g', 'sspk'],
  ground: ['ballistic_coefficient_kg_m2', 'sspk'],
}
const STAGE_FIELDS = ['propellant_kg', 'dry_kg', 'isp_vac_s', 'burn_time_s', 'diameter_m']
const MARKS = ['published', 'second-hand', 'assumption']
const ROLES = ['launch', 'city', 'range', 'radar', 'battery']
const HEAD = ['id', 'kind', 'name', 'doc']
/** Price of one interceptor: the id of a unit cost. */
const PRICE = 'unit_cost'
const FIGURE_KEYS = ['value', 'unit', 'mark', 'source', 'low', 'high', 'alternatives', 'note']
const SOURCE_KEYS = ['id', 'title', 'author', 'edition', 'address', 'licence']
/** Longest chain of copies; a circle is longer. */
const DEEPEST_COPY = 8
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/

/**
 * The whole catalog. Every fault is collected as `file:line:column: word …`; the caller decides what to do.
 * @returns {{entries: object[], sources: object[], faults: string[]}}
 */
export function readCatalog(root) {
  const faults = []
  const sources = readSources(root, faults)
  const known = new Set(sources.map((s) => s.id))
  const trees = Object.keys(KINDS).flatMap((folder) => readFolder(root, folder, faults))
  const byId = new Map()
  for (const tree of trees) {
    // A cost preset may carry the id of the study that it reads.
    const id = tree.node.get('kind') === 'cost' ? `cost ${tree.node.get('id')}` : tree.node.get('id')
    if (byId.has(id)) tree.file.fault(tree.node, `invalid id ${id}: also in ${byId.get(id).file.path}`)
    else byId.set(id, tree)
  }
  const entries = trees.map((tree) => new EntryReader(tree, known, byId).read())
  entries.sort((a, b) => order(a.kind, b.kind) || order(a.id, b.id))
  return { entries, sources, faults }
}

/** Order of code units: the same on every machine, unlike localeCompare. */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** One YAML file and the place of each of its nodes. */
class SourceFile {
  constructor(root, path, faults) {
    this.path = path
    this.faults = faults
    this.lines = new LineCounter()
    this.document = parseDocument(readFileSync(join(root, path), 'utf8'), { lineCounter: this.lines })
    for (const e of [...this.document.errors, ...this.document.warnings]) {
      const { line, col } = this.lines.linePos(e.pos[0])
      faults.push(`${path}:${line}:${col}: invalid YAML: ${e.message.split('\n')[0]}`)
    }
  }

  fault(node, text) {
    const { line, col } = this.lines.linePos(node?.range?.[0] ?? 0)
    this.faults.push(`${this.path}:${line}:${col}: ${text}`)
  }
}

function readFolder(root, folder, faults) {
  const full = join(root, 'catalog', folder)
  if (!existsSync(full)) return []
  const names = readdirSync(full).filter((f) => f.endsWith('.yaml'))
  return names.sort().flatMap((name) => {
    const file = new SourceFile(root, `catalog/${folder}/${name}`, faults)
    const top = file.document.contents
    // A file holds one entry named after it, or a list of entries.
    const nodes = isSeq(top) ? top.items : [top]
    return nodes.flatMap((node) => {
      if (!isMap(node)) {
        file.fault(node, 'invalid entry: expected a map with id, kind, name, doc')
        return []
      }
      if (!isSeq(top) && node.get('id') !== basename(name, '.yaml')) {
        file.fault(node, `invalid id ${node.get('id')}: expected the file's name, ${basename(name, '.yaml')}`)
      }
      return [{ file, node }]
    })
  })
}

function readSources(root, faults) {
  const file = new SourceFile(root, 'catalog/sources.yaml', faults)
  const seen = new Set()
  const list = isSeq(file.document.contents) ? file.document.contents.items : []
  for (const node of list) {
    const source = node.toJS(file.document)
    if (!ID.test(source.id ?? '')) file.fault(node, `invalid source id ${source.id}: expected ${ID}`)
    if (seen.has(source.id)) file.fault(node, `invalid source id ${source.id}: appears twice`)
    seen.add(source.id)
    for (const key of ['title', 'edition'])
      if (!source[key]) file.fault(node, `missing ${key} of source ${source.id}`)
    for (const key of Object.keys(source)) {
      if (!SOURCE_KEYS.includes(key))
        file.fault(node, `unknown field ${key}: expected ${SOURCE_KEYS.join(', ')}`)
      else if (typeof source[key] !== 'string') file.fault(node, `invalid ${key}: expected text`)
    }
  }
  return list.map((n) => n.toJS(file.document)).sort((a, b) => order(a.id, b.id))
}

/** Reads one entry: checks it, unwraps its figures and lists them with their paths. */
class EntryReader {
  constructor({ file, node }, knownSources, byId, depth = 0) {
    this.depth = depth
    this.file = file
    this.node = node
    this.knownSources = knownSources
    this.byId = byId
    this.figures = []
    this.folder = basename(dirname(file.path))
  }

  read() {
    const { kind, required } = KINDS[this.folder]
    const head = Object.fromEntries(HEAD.map((key) => [key, this.node.get(key)]))
    for (const key of HEAD) {
      if (typeof head[key] !== 'string' || head[key].trim() === '') {
        this.file.fault(this.node, `missing ${key}: expected text`)
      }
    }
    if (!ID.test(head.id ?? '')) this.file.fault(this.node, `invalid id ${head.id}: expected ${ID}`)
    if (head.kind !== kind)
      this.file.fault(this.node, `invalid kind ${head.kind}: expected ${kind} in ${this.folder}/`)
    const value = this.map(this.node, '', {}, kind === 'interceptor' ? [...HEAD, PRICE] : HEAD)
    const price = kind === 'interceptor' ? this.node.get(PRICE) : undefined
    if (price !== undefined && this.byId.get(price)?.node.get('kind') !== 'unit-cost')
      this.file.fault(this.node, `unknown unit-cost ${price} of ${head.id}`)
    const fields = kind === 'interceptor' ? INTERCEPTOR_FIELDS[value.type ?? 'space'] : required
    if (fields === undefined)
      this.file.fault(
        this.node,
        `invalid type ${value.type}: expected ${Object.keys(INTERCEPTOR_FIELDS).join(', ')}`,
      )
    for (const key of fields ?? [])
      if (value[key] === undefined) this.file.fault(this.node, `missing ${key} of ${head.id}`)
    if (kind === 'vehicle') this.checkStages(value)
    if (kind === 'site') this.checkSite(value)
    return {
      ...head,
      doc: head.doc?.trim().replace(/\s+/g, ' '),
      unitCost: price,
      value,
      figures: this.figures,
    }
  }

  /** A map of fields. Its `defaults` give mark and source to all numbers below; `from` copies a part of another entry. */
  map(node, path, inherited, skip = []) {
    const own = node.get('defaults')
    const defaults = own === undefined ? inherited : { ...inherited, ...this.readDefaults(own) }
    const out = {}
    const from = node.get('from')
    if (typeof from === 'string') Object.assign(out, this.copy(node, from, path))
    for (const { key, value } of node.items) {
      const name = String(key.value)
      if (skip.includes(name) || name === 'defaults' || name === 'from') continue
      const inner = path === '' ? name : `${path}.${name}`
      out[name] = this.field(value, inner, name, defaults, key)
    }
    return out
  }

  field(node, path, name, defaults, place) {
    if (isMap(node) && node.has('value')) return this.figure(node, path, name, defaults)
    if (isMap(node)) return this.map(node, path, defaults)
    if (isSeq(node))
      return node.items.map((item, i) => this.field(item, `${path}.${i}`, name, defaults, item))
    if (isScalar(node) && typeof node.value === 'number') {
      return this.record(node, { path, value: node.value, unit: unitOf(name), ...defaults })
    }
    if (isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'boolean'))
      return node.value
    this.file.fault(node ?? place, `invalid ${path}: expected a figure, a number, text or true/false`)
    return undefined
  }

  figure(node, path, name, defaults) {
    const f = node.toJS(this.file.document)
    for (const key of Object.keys(f)) {
      if (!FIGURE_KEYS.includes(key)) {
        this.file.fault(node, `unknown field ${key} of figure ${path}: expected ${FIGURE_KEYS.join(', ')}`)
      }
    }
    const unit = unitOf(name)
    if (f.unit !== undefined && !unitMatches(f.unit, unit)) {
      this.file.fault(node, `invalid unit ${f.unit} of ${path}: its name says ${unit}`)
    }
    return this.record(node, {
      path,
      value: f.value,
      unit,
      mark: f.mark ?? defaults.mark,
      source: f.source ?? defaults.source,
      low: f.low,
      high: f.high,
      note: f.note,
      alternatives: f.alternatives,
    })
  }

  /** Checks one figure, puts it on the list and returns its number. */
  record(node, f) {
    const { path, value, low, high } = f
    const fault = (text) => this.file.fault(node, text)
    if (!Number.isFinite(value)) fault(`invalid value ${value} of ${path}: expected a number`)
    if (f.mark === undefined) fault(`missing mark of ${path}: expected ${MARKS.join(', ')}`)
    else if (!MARKS.includes(f.mark)) fault(`invalid mark ${f.mark} of ${path}: expected ${MARKS.join(', ')}`)
    const source = this.source(node, f.source, path)
    if (f.mark === 'assumption' && (low === undefined || high === undefined)) {
      fault(`missing low and high of ${path}: an assumption has both`)
    }
    if (low !== undefined && !(low <= value))
      fault(`invalid low ${low} of ${path}: expected at most ${value}`)
    if (high !== undefined && !(high >= value))
      fault(`invalid high ${high} of ${path}: expected at least ${value}`)
    if (f.alternatives !== undefined && !Array.isArray(f.alternatives)) {
      fault(`invalid alternatives of ${path}: expected a list of {value, source, note}`)
      return value
    }
    const alternatives = f.alternatives?.map((a) => {
      if (!Number.isFinite(a.value)) fault(`invalid alternative ${a.value} of ${path}: expected a number`)
      return { value: a.value, ...this.source(node, a.source, `${path} (alternative)`), note: a.note }
    })
    this.figures.push({
      path,
      value,
      unit: f.unit,
      mark: f.mark,
      ...source,
      low,
      high,
      alternatives,
      note: f.note,
    })
    return value
  }

  source(node, source, path) {
    if (source === undefined) this.file.fault(node, `missing source of ${path}`)
    else if (!this.knownSources.has(source.id)) {
      this.file.fault(node, `unknown source ${source.id} of ${path}: not in catalog/sources.yaml`)
    } else if (typeof source.where !== 'string' || source.where.trim() === '') {
      this.file.fault(node, `missing where of ${path}: expected page, table, section or address`)
    }
    return { source: source?.id, where: source?.where }
  }

  readDefaults(node) {
    const defaults = node.toJS(this.file.document)
    for (const key of Object.keys(defaults)) {
      if (key !== 'mark' && key !== 'source') {
        this.file.fault(node, `unknown field ${key} of defaults: expected mark, source`)
      }
    }
    return defaults
  }

  /** `from: v-2.drag` copies that part of the other entry with its figures; `from: v-2` the whole of it. */
  copy(node, from, path) {
    const [id, ...steps] = from.split('.')
    const tree = this.byId.get(id)
    if (tree === undefined || id === this.node.get('id') || this.depth === DEEPEST_COPY) {
      this.file.fault(node, `unknown from: ${from}: no other entry ${id}, or a circle`)
      return {}
    }
    const other = new EntryReader(tree, this.knownSources, this.byId, this.depth + 1)
    // Faults of the other entry are reported with that entry.
    other.file = { ...tree.file, fault: () => {}, document: tree.file.document, path: tree.file.path }
    let part = tree.node
    let inherited = {}
    for (const step of steps) {
      const own = part.get('defaults')
      if (own !== undefined) inherited = { ...inherited, ...other.readDefaults(own) }
      part = part.get(step)
      if (!isMap(part)) {
        this.file.fault(node, `unknown from: ${from}: expected a map of fields in ${tree.file.path}`)
        return {}
      }
    }
    // What the node writes itself replaces what it copies.
    const value = other.map(part, '', inherited, HEAD)
    const copied = Object.fromEntries(Object.entries(value).filter(([key]) => !node.has(key)))
    for (const f of other.figures) {
      if (Object.hasOwn(copied, f.path.split('.')[0]))
        this.figures.push({ ...f, path: path === '' ? f.path : `${path}.${f.path}` })
    }
    return copied
  }

  checkStages(value) {
    if (!Array.isArray(value.stages) || value.stages.length === 0) {
      this.file.fault(this.node, 'invalid stages: expected a list of at least one')
      return
    }
    value.stages.forEach((stage, i) => {
      for (const key of STAGE_FIELDS) {
        if (!(stage[key] > 0))
          this.file.fault(this.node, `missing stages.${i}.${key}: expected a number above 0`)
      }
    })
    if (value.stages[0].isp_sl_s === undefined && value.stages[0].exit_area_m2 === undefined) {
      this.file.fault(this.node, 'missing stages.0.isp_sl_s: expected it or exit_area_m2')
    }
    const { mach, cd } = value.drag ?? {}
    if (!Array.isArray(mach) || mach.length !== cd?.length) {
      this.file.fault(this.node, 'invalid drag: expected mach and cd of one length')
    } else if (mach.some((m, i) => i > 0 && m <= mach[i - 1])) {
      this.file.fault(this.node, 'invalid drag.mach: expected rising numbers')
    }
  }

  checkSite(value) {
    const { lat_deg: lat, lon_deg: lon, role, country } = value
    if (!(Math.abs(lat) <= 90)) this.file.fault(this.node, `invalid lat_deg ${lat}: expected -90 to 90`)
    if (!(Math.abs(lon) <= 180)) this.file.fault(this.node, `invalid lon_deg ${lon}: expected -180 to 180`)
    if (!ROLES.includes(role))
      this.file.fault(this.node, `invalid role ${role}: expected ${ROLES.join(', ')}`)
    if (!/^([A-Z]{3}|sea)$/.test(country)) {
      this.file.fault(this.node, `invalid country ${country}: expected an ISO 3166 alpha-3 code, or sea`)
    }
  }
}
