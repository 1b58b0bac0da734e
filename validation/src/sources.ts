interface Source {
  readonly title: string
  readonly edition: string
  /** How the figures came here, if not from the work itself. */
  readonly by?: string
}

/** Works that the cases quote. */
const SOURCES = {
  us76: {
    title: 'U.S. Standard Atmosphere 1976 (COESA)',
    edition: 'NOAA-S/T 76-1562, 1976',
    by: 'read in poliastro, tests/tests_earth/tests_atmosphere/test_coesa76.py @ 21fd7719',
  },
  arithmetic: {
    title: 'Arithmetic from the stated formula',
    edition: "worked out apart from this program's code",
  },
  geographiclib: {
    title: 'C. F. F. Karney, GeographicLib',
    edition: 'documentation, geographiclib.sourceforge.io',
  },
  spacetrack: {
    title: 'Vallado, Crawford, Hujsak, Kelso, Revisiting Spacetrack Report #3',
    edition: 'AIAA 2006-6753',
  },
  spacetrackCases: {
    title: 'Vallado, Crawford, Hujsak, Kelso, Revisiting Spacetrack Report #3',
    edition: 'AIAA 2006-6753, verification sets and output',
    by: 'read in brandon-rhodes/python-sgp4, sgp4/SGP4-VER.TLE and sgp4/tcppver.out @ 0f06a91',
  },
  pythonSgp4: {
    title: 'Rhodes, python-sgp4, sgp4/tests.py',
    edition: 'repository brandon-rhodes/python-sgp4 @ 20a13b4',
  },
  meeus: {
    title: 'Meeus, Astronomical Algorithms',
    edition: '2nd edition, 1998',
    by: 'read in tests of open programs that quote it',
  },
  vallado: { title: 'Vallado, Fundamentals of Astrodynamics and Applications', edition: '4th edition, 2013' },
  curtisMotion: {
    title: 'Curtis, Orbital Mechanics for Engineering Students',
    edition: '3rd edition, 2014',
    by: 'read in poliastro, tests/tests_twobody/test_propagation.py @ 0a0c005',
  },
  curtisDrift: {
    title: 'Curtis, Orbital Mechanics for Engineering Students',
    edition: '3rd edition, 2014',
    by: 'read in poliastro, tests/tests_twobody/test_perturbations.py',
  },
  curtisLambert: {
    title: 'Curtis, Orbital Mechanics for Engineering Students',
    edition: '3rd edition, 2014',
    by: 'read in lamberthub, tests/test_all_solvers.py @ 1baf167',
  },
  gmat: {
    title: 'NASA General Mission Analysis Tool',
    edition: 'R2020a',
    by: 'read in lamberthub, tests/test_all_solvers.py @ 1baf167',
  },
  poliastro: {
    title: 'poliastro, tests/tests_twobody/test_perturbations.py',
    edition: 'repository poliastro/poliastro',
  },
  kozai: {
    title: 'Kozai, The Motion of a Close Earth Satellite',
    edition: 'Astronomical Journal 64 (1959) 367',
  },
  ballard: {
    title: 'Ballard, Rosette Constellations of Earth Satellites',
    edition: 'IEEE Trans. AES-16 (1980) 656',
    by: 'recalled, and found again by a convex-hull search',
  },
  savi: {
    title: 'SaVi, data/iridium.tcl',
    edition: '1.5.1',
    by: 'read in phf449540929/savi1.5.1 @ 4669597',
  },
  csis: { title: 'Dahlgren and Karako, Getting on Track', edition: 'CSIS, December 2023' },
  jfac: {
    title: 'Note on Golden Dome of a student think tank',
    edition: 'jfacunc.org/blog/wmg8gw4v0zb3eaxj525r3ytdg09y4e',
    by: 'a weak source',
  },
  wheelon: { title: 'Wheelon, Free Flight of a Ballistic Missile', edition: 'ARS Journal 29, 1959' },
  minuteman: { title: 'AFP report of a Minuteman III test', edition: 'brecorder.com/news/amp/3896824' },
  kcnaJuly2023: {
    title: 'KCNA, Hwasong-18 test of 12 July 2023',
    edition: 'koreajoongangdaily.joins.com, 2023-07-13',
  },
  kcnaMarch2023: {
    title: 'KCNA, Hwasong-17 test of 16 March 2023',
    edition: 'embajadastv.com.mx, 2023-04-08',
  },
  kcnaDecember2023: { title: 'KCNA, Hwasong-18 test of 18 December 2023', edition: 'recalled, not checked' },
  apHtv2: {
    title: 'Associated Press, U.S. military’s hypersonic glider test fails',
    edition: '26 April 2010',
    by: 'read at dailycaller.com',
  },
  eggers1958: {
    title:
      'Eggers, Allen, Neice, A Comparative Analysis of the Performance of Long-Range Hypervelocity Vehicles',
    edition: 'NACA Report 1382, 1958',
    by: 'formula recalled, and derived again in docs/threat.md',
  },
  ap2017: { title: 'AP, Hwasong-15 test of 29 November 2017', edition: 'catchnews and alekbo.com copies' },
  csis2017: {
    title: 'CSIS Missile Threat, Hwasong-14 test of 4 July 2017',
    edition: 'missilethreat.csis.org/north-korea-tests-icbm',
  },
  yonhap2022: {
    title: 'Yonhap, "Hwasong-17" test of 24 March 2022',
    edition: 'en.yna.co.kr AEN20220325000900325',
  },
  stoneSoup: {
    title: 'Stone Soup, stonesoup/metricgenerator/tests',
    edition: 'repository dstl/Stone-Soup @ ec032a9f',
  },
  stoneSoupFilters: {
    title: 'Stone Soup, stonesoup/predictor and stonesoup/updater',
    edition: 'repository dstl/Stone-Soup @ ec032a9f',
  },
  scipy: {
    title: 'SciPy, scipy/sparse/csgraph/tests/test_matching.py',
    edition: 'repository scipy/scipy @ 027960e',
  },
  wilkening: {
    title: 'Wilkening, A Simple Model for Calculating Ballistic Missile Defense Effectiveness',
    edition: 'Science & Global Security 8 (1999) 183',
    by: 'as summarised in public code citing it; title recalled',
  },
  gmdNotes: {
    title: 'Public notes on the record of Ground-based Midcourse Defense',
    edition: 'ladder of one to five shots of 56 %',
    by: 'second-hand, edition not kept',
  },
  ironDome2012: {
    title: 'Press reports on Iron Dome in November 2012',
    edition: 'upi.com and reason.com',
    by: 'about 1,500 fired, 421 engaged (some say intercepted), 86 %, below 7 % in built-up areas',
  },
  levinger: {
    title: 'Levinger, ballistic missile range simulator (GlobalSecurity.org)',
    edition: '2005',
    by: 'read in is541/ballistic-missile-range @ 69665d0, presets.txt',
  },
  calculator: { title: 'Public SBI calculator crediting AEI', edition: 'src/App.jsx, 2025' },
  aei: {
    title: 'Harrison, Build Your Own Golden Dome',
    edition: 'AEI Working Paper 2025-20, 12 September 2025',
    by: 'read in public code citing it',
  },
  cbo: {
    title: 'CBO, Potential Costs of a National Missile Defense System',
    edition: 'publication 62422, 12 May 2026',
  },
  cbo2025: {
    title: 'CBO, letter on lower launch costs and space-based interceptors',
    edition: '5 May 2025',
  },
  cape: {
    title: 'CAPE, independent cost estimate of the Next Generation Interceptor',
    edition: '2021',
    by: 'read in Arms Control Today, June 2021',
  },
  asks: {
    title: 'Statements of the President on the price for Canada',
    edition: '27 May and 16 June 2025',
  },
  catalog: { title: 'Publications of the catalog', edition: 'catalog/costs' },
  popa: {
    title: 'APS Panel on Public Affairs, Strategic Ballistic Missile Defense',
    edition: '2025 edition; PRX Energy 4, 017001',
  },
  arsTechnica: {
    title: 'APS Study Group, Boost-Phase Intercept Systems for National Missile Defense',
    edition: 'report of July 2003; Rev. Mod. Phys. 76, S1 (2004)',
    by: 'second-hand, in a digest of Ars Technica, April 2026',
  },
  capCode: {
    title: 'Public code of Golden Dome studies that tabulates AEI',
    edition: '2025',
    by: 'read in a collection of its formulas',
  },
  ucs: {
    title: 'UCS, The Physics of Space Security',
    edition: '2005, chapter 9',
    by: 'recalled; values worked out from the formula',
  },
  streets: {
    title: 'Adams and Rider, Circular Polar Constellations Providing Continuous Single or Multiple Coverage',
    edition: 'Journal of the Astronautical Sciences 35 (1987) 155',
    by: 'recalled; values worked out from the formula',
  },
  saviMore: {
    title: 'SaVi, constellation scripts in its data folder',
    edition: 'SaVi 1.5',
    by: 'L. Wood and others; phf449540929/savi1.5.1 @ 4669597 and the stored text of teledesic-288.tcl',
  },
  amsat: {
    title: 'AMSAT, rules of thumb on the life of orbits',
    edition: 'sgen363.txt',
    by: 'amsat.org',
  },
  ips: {
    title: 'Australian Space Weather Agency, Satellite Orbital Decay Calculations',
    edition: 'docslib.org/doc/3410755',
    by: 'equations recalled; days from another run of the same equations',
  },
  aps: {
    title: 'APS Study Group, Boost-Phase Intercept Systems for National Missile Defense',
    edition: 'report of July 2003; Rev. Mod. Phys. 76, S1 (2004)',
    by: 'read in Hitchens, Space News, 21 July 2003',
  },
  sm3Press: {
    title: 'Successful Test of New SM3 Block 2A Interceptor Missile',
    edition: 'The Asia Business Daily, 18 November 2020',
    by: 'press figures of the maximum',
  },
  thaadPress: {
    title: 'What is THAAD?',
    edition: 'TRT World, 5 May 2017',
    by: 'press figures of the maximum; speed in gagadget.com 241088',
  },
  pac3Press: {
    title: 'PAC-3 missile system displayed in Taipei',
    edition: 'taiwanwire.com, after Focus Taiwan',
    by: 'press figures of the maximum',
  },
  act2003: {
    title: 'Ground-based interceptor booster test of 16 August 2003',
    edition: 'Arms Control Today, September 2003',
    by: 'about 5,300 km and 1,900 km, as a reference note gives them',
  },
} as const satisfies Record<string, Source>

/** One line: work, edition, place in it, and where it was read. */
export function source(id: keyof typeof SOURCES, place = ''): string {
  const { title, edition, by }: Source = SOURCES[id]
  return `${title} (${edition})${place === '' ? '' : `, ${place}`}${by === undefined ? '' : `; ${by}`}`
}
