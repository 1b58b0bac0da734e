// The unit a field's name carries. The SI half of the table stands in packages/model/src/core/units.ts as
// well; a test beside the generated catalog holds the two together.
const UNITS = [
  ['_usd_m', 'USD million'],
  ['_usd_b', 'USD billion'],
  ['_cad_b', 'CAD billion'],
  ['_eur_b', 'EUR billion'],
  ['_aud_b', 'AUD billion'],
  ['_km2', 'km²'],
  ['_kg_m2', 'kg/m²'],
  ['_m2_kg', 'm²/kg'],
  ['_deg_s', '°/s'],
  ['_w_m2', 'W/m²'],
  ['_w_sr', 'W/sr'],
  ['_km_s', 'km/s'],
  ['_deg', '°'],
  ['_m_s', 'm/s'],
  ['_min', 'min'],
  ['_km', 'km'],
  ['_kg', 'kg'],
  ['_kn', 'kN'],
  ['_m2', 'm²'],
  ['_g', 'g (9.80665 m/s²)'],
  ['_k', 'K'],
  ['_m', 'm'],
  ['_s', 's'],
]

/** `burn_time_s` → `s`; a name without suffix is dimensionless: `1`. Longest suffix first. */
export function unitOf(name) {
  return UNITS.find(([suffix]) => name.endsWith(suffix) && name.length > suffix.length)?.[1] ?? '1'
}

/** Whether a unit written in a file is the one its field's name says. `kg/m2`, `deg` and `g` may be written. */
export function unitMatches(written, unit) {
  const plain = (u) =>
    String(u)
      .replace('²', '2')
      .replace('°', 'deg')
      .replace(/^g \(.*\)$/, 'g')
  return plain(written) === plain(unit)
}
