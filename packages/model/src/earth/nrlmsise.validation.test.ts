import { describe, expect, it } from 'vitest'
import { nrlmsise, type NrlmsiseInput } from './index.ts'

const DEGREE = Math.PI / 180

interface Run extends Partial<NrlmsiseInput> {
  readonly altitude?: number
}

const STORM = [100, 100, 100, 100, 100, 100, 100]

// The 17 standard runs of the distribution of NRLMSISE-00, to seven digits as its C release prints them (magnific0/nrlmsise-00,
// DOCUMENTATION section 7, commit a5f81be; equal to the FORTRAN package by its note). Base: day 172, 29,000 s, 400 km, 60° N, 70° W,
// 16 h, F10.7 150 and 150, Ap 4. Columns: what differs; number densities of He, O, N₂, O₂, Ar (cm⁻³), mass density (g/cm³), H, N,
// anomalous O (cm⁻³), exospheric and local temperature (K).
const RUNS: readonly (readonly [Run, readonly number[]])[] = [
  [
    {},
    [
      666517.7, 113880600.0, 19982110.0, 402276.4, 3557.465, 4.074714e-15, 34753.12, 4095913.0, 26672.73,
      1250.54, 1241.416,
    ],
  ],
  [
    { dayOfYear: 81 },
    [
      3407293.0, 158633300.0, 13911170.0, 326256.0, 1559.618, 5.001846e-15, 48542.08, 4380967.0, 6956.682,
      1166.754, 1161.71,
    ],
  ],
  [
    { secondOfDay: 75_000, altitude: 1e6 },
    [
      112376.7, 69341.3, 42.47105, 0.132275, 2.618848e-5, 2.756772e-18, 20167.5, 5741.256, 23743.94, 1239.892,
      1239.891,
    ],
  ],
  [
    { altitude: 100e3 },
    [
      54115540.0, 191889300000.0, 6115826000000.0, 1225201000000.0, 60232120000.0, 3.584426e-10, 10598800.0,
      261573.7, 2.819879e-42, 1027.318, 206.8878,
    ],
  ],
  [
    { latitude: 0 },
    [
      1851122.0, 147655500.0, 15793560.0, 263379.5, 1588.781, 4.80963e-15, 58161.67, 5478984.0, 1264.446,
      1212.396, 1208.135,
    ],
  ],
  [
    { longitude: 0 },
    [
      867309.5, 127886200.0, 18225770.0, 292221.4, 2402.962, 4.355866e-15, 36863.89, 3897276.0, 26672.73,
      1220.146, 1212.712,
    ],
  ],
  [
    { localSolarTime: 4 * 3600 },
    [
      577625.1, 69791390.0, 12368140.0, 249286.8, 1405.739, 2.470651e-15, 52919.86, 1069814.0, 26672.73,
      1116.385, 1112.999,
    ],
  ],
  [
    { f107Average: 70 },
    [
      374030.4, 47827200.0, 5240380.0, 175987.5, 550.1649, 1.571889e-15, 88967.76, 1979741.0, 9121.815,
      1031.247, 1024.848,
    ],
  ],
  [
    { f107: 180 },
    [
      674833.9, 124531500.0, 23690100.0, 491158.3, 4578.781, 4.56442e-15, 32445.95, 5370833.0, 26672.73,
      1306.052, 1293.374,
    ],
  ],
  [
    { ap: 40 },
    [
      552860.1, 119804100.0, 34957980.0, 933961.8, 10962.55, 4.974543e-15, 26864.28, 4889974.0, 28054.45,
      1361.868, 1347.389,
    ],
  ],
  [
    { altitude: 0 },
    [137548800000000.0, 0, 2.049687e19, 5.498695e18, 2.451733e17, 0.001261066, 0, 0, 0, 1027.318, 281.4648],
  ],
  [
    { altitude: 10e3 },
    [44274430000000.0, 0, 6.597567e18, 1.769929e18, 7.89168e16, 0.0004059139, 0, 0, 0, 1027.318, 227.418],
  ],
  [
    { altitude: 30e3 },
    [
      2127829000000.0, 0, 3.170791e17, 8.50628e16, 3792741000000000.0, 1.950822e-5, 0, 0, 0, 1027.318,
      237.4389,
    ],
  ],
  [
    { altitude: 50e3 },
    [
      141218400000.0, 0, 2.10437e16, 5645392000000000.0, 251714200000000.0, 1.294709e-6, 0, 0, 0, 1027.318,
      279.5551,
    ],
  ],
  [
    { altitude: 70e3 },
    [
      12548840000.0, 0, 1874533000000000.0, 492305100000000.0, 22396850000000.0, 1.147668e-7, 0, 0, 0,
      1027.318, 219.0732,
    ],
  ],
  [
    { apHistory: STORM },
    [
      519647.7, 127449400.0, 48504500.0, 1720838.0, 23544.87, 5.88194e-15, 25000.78, 6279210.0, 26672.73,
      1426.412, 1408.608,
    ],
  ],
  [
    { apHistory: STORM, altitude: 100e3 },
    [
      42608600.0, 124134200000.0, 4929562000000.0, 1048407000000.0, 49934650000.0, 2.914304e-10, 8831229.0,
      225251.6, 2.415246e-42, 1027.318, 193.4071,
    ],
  ],
]

/** Half a unit of the last of seven printed digits. */
const PRINTED = 5.1e-7

// The profile that NASA CCMC's online NRLMSISE-00 printed to four digits for 19 June 1986, 21:30 UT, 16° S, 312° E, daily F10.7 121,
// mean 80, Ap 7. Columns: km; O, N₂, O₂ (cm⁻³); mass density without anomalous oxygen (g/cm³); local and exospheric temperature
// (K, the latter to whole kelvins); He, Ar, H, N, anomalous O (cm⁻³).
const PROFILE: readonly [number, ...number[]][] = [
  [0, 0, 1.918e19, 5.145e18, 0.00118, 297.7, 1027.0, 128700000000000, 2.294e17, 0, 0, 0],
  [
    100, 424400000000, 9498000000000, 2240000000000, 5.783e-10, 165.9, 1027.0, 106100000, 98830000000,
    22090000, 367000, 0,
  ],
  [
    200, 2636000000, 2248000000, 159000000, 1.838e-13, 829.3, 909.0, 5491000, 1829000, 236500, 31250000,
    1.802e-9,
  ],
  [300, 332100000, 63930000, 2881000, 1.212e-14, 900.6, 909.0, 3173000, 11560, 171700, 6708000, 4.938],
  [400, 50880000, 2414000, 68380, 1.51e-15, 907.7, 909.0, 1979000, 107.4, 151800, 1274000, 1237],
  [500, 8340000, 102000, 1839, 2.41e-16, 908.5, 909.0, 1259000, 1.17, 135500, 260800, 4047],
  [600, 1442000, 4729, 55, 4.543e-17, 908.6, 909.0, 811900, 0.01455, 121400, 56170, 4167],
  [700, 262200, 239.4, 1.817, 1.097e-17, 908.6, 909.0, 530100, 0.000205, 109200, 12640, 3173],
  [800, 49990, 13.17, 0.06608, 3.887e-18, 908.6, 909.0, 350300, 3.254e-6, 98430, 2964, 2246],
  [900, 9980, 0.7852, 0.002633, 1.984e-18, 908.6, 909.0, 234200, 5.794e-8, 89000, 723.7, 1571],
  [1000, 2082, 0.05055, 0.0001146, 1.244e-18, 908.6, 909.0, 158200, 1.151e-9, 80690, 183.6, 1103],
]

/** Half a unit of the last digit: four digits, and kelvins of a temperature near 1,000. */
const PRINTED4 = 5.1e-4
const PRINTED3 = 6e-4

// The C release of the distribution (same commit), compiled, on input that visits every part of the model: its own digits. Columns: km, day,
// UT s, latitude and longitude in degrees, local time h, mean and daily F10.7, Ap; seven magnetic indices; mass density, effective mass
// density (g/cm³), exospheric and local temperature (K).
const RELEASE: readonly (readonly [readonly number[], readonly number[] | undefined, readonly number[]])[] = [
  [
    [5, 166, 19772, 11, 153, 1, 88, 112, 12],
    undefined,
    [7.0957577489e-4, 7.0957577489e-4, 1027.3184649, 273.6099537935],
  ],
  [
    [17, 188, 76387, -76, 79, 6, 79, 74, 55],
    undefined,
    [1.2249233485e-4, 1.2249233485e-4, 1027.3184649, 191.3390283653],
  ],
  [
    [27, 215, 9156, -29, -134, 17, 178, 171, 72],
    [15, 28, 80, 80, 74, 7, 73],
    [2.9180375265e-5, 2.9180375265e-5, 1027.3184649, 222.578634597],
  ],
  [
    [40, 300, 51993, -78, -67, 1, 212, 210, 37],
    undefined,
    [3.6017929481e-6, 3.6017929481e-6, 1027.3184649, 276.0507833375],
  ],
  [
    [53, 215, 18907, 48, -120, 18, 148, 173, 23],
    undefined,
    [8.6740999101e-7, 8.6740999101e-7, 1027.3184649, 261.5717622484],
  ],
  [
    [61.25, 53, 76231, 56, 147, 6, 165, 161, 70],
    [8, 72, 7, 79, 26, 63, 68],
    [2.2958726287e-7, 2.2958726287e-7, 1027.3184649, 228.1750707248],
  ],
  [
    [65, 219, 41175, 29, 119, 14, 162, 171, 31],
    undefined,
    [1.7229576424e-7, 1.7229576424e-7, 1027.3184649, 228.5118648342],
  ],
  [
    [71, 93, 31994, -70, 114, 9, 204, 225, 43],
    undefined,
    [5.44306992e-8, 5.44306992e-8, 1027.3184649, 224.4823018824],
  ],
  [
    [72.5, 230, 37740, 65, -143, 3, 201, 217, 21],
    [43, 19, 62, 53, 5, 9, 71],
    [6.8388143778e-8, 6.8388143778e-8, 1027.3184649, 206.974845043],
  ],
  [
    [76, 294, 41123, -3, 175, 11, 222, 243, 74],
    undefined,
    [3.7213050506e-8, 3.7213050506e-8, 1027.3184649, 207.2618450183],
  ],
  [
    [88, 234, 9012, -67, -42, 15, 86, 79, 39],
    undefined,
    [3.975459061e-9, 3.975459061e-9, 1027.3184649, 194.3127238462],
  ],
  [
    [97, 332, 75752, 84, 48, 9, 168, 180, 2],
    [59, 45, 21, 78, 14, 63, 7],
    [8.3928094757e-10, 8.3928094757e-10, 1027.3184649, 175.2299051666],
  ],
  [
    [107, 112, 37674, -57, -54, 12, 170, 191, 10],
    undefined,
    [1.43201701e-10, 1.43201701e-10, 1027.3184649, 224.1960327369],
  ],
  [
    [114, 86, 58875, 12, 101, 8, 105, 122, 70],
    undefined,
    [5.6822481663e-11, 5.6822481663e-11, 1027.3184649, 281.1041640907],
  ],
  [
    [122, 143, 54433, 1, 169, 12, 129, 128, 10],
    [22, 19, 29, 29, 1, 62, 75],
    [1.6008908005e-11, 1.6008908005e-11, 1027.3184649, 391.0298612296],
  ],
  [
    [124, 94, 34438, -18, -178, 4, 177, 201, 47],
    undefined,
    [1.218506773e-11, 1.218506773e-11, 1020.6936958508, 470.8066725569],
  ],
  [
    [140, 313, 74231, -9, -116, 22, 201, 194, 58],
    undefined,
    [4.7586751993e-12, 4.7586751993e-12, 1140.7122689902, 627.7822790528],
  ],
  [
    [170, 349, 73304, 10, 23, 12, 170, 166, 61],
    [51, 7, 24, 8, 26, 56, 20],
    [8.4381989512e-13, 8.4381989512e-13, 1224.1056080479, 893.2317366532],
  ],
  [
    [220, 57, 44571, 63, -154, 3, 70, 69, 68],
    undefined,
    [1.1360704633e-13, 1.1360704633e-13, 921.0224104334, 874.9628010057],
  ],
  [
    [245, 52, 47659, 67, -167, 2, 123, 137, 19],
    undefined,
    [7.0799773587e-14, 7.0799773587e-14, 977.7921747393, 955.3446963119],
  ],
  [
    [280, 325, 33063, -2, 128, 11, 191, 188, 14],
    [62, 59, 61, 61, 39, 10, 18],
    [7.6544994329e-14, 7.6544994342e-14, 1277.8455582372, 1233.5302337816],
  ],
  [
    [310, 53, 44909, -23, 65, 22, 111, 134, 2],
    undefined,
    [1.1712514699e-14, 1.1712515199e-14, 881.9776494659, 878.2902366183],
  ],
  [
    [400, 106, 69239, 2, -105, 22, 209, 200, 67],
    undefined,
    [9.5223787187e-15, 9.5226874261e-15, 1167.0362029971, 1164.6632346852],
  ],
  [
    [460, 153, 84268, -67, 176, 8, 202, 215, 21],
    [45, 28, 68, 69, 64, 42, 28],
    [2.4797997604e-15, 2.4801766686e-15, 1267.8819788028, 1267.1688914702],
  ],
  [
    [999, 314, 25578, -29, 25, 23, 128, 130, 66],
    undefined,
    [2.1806308164e-18, 2.5631405191e-18, 1003.9305417935, 1003.9305412748],
  ],
]

/** Ten digits, less what rounding of sums leaves. */
const PRINTED10 = 2e-10

const BASE: NrlmsiseInput = {
  dayOfYear: 172,
  secondOfDay: 29_000,
  latitude: 60 * DEGREE,
  longitude: -70 * DEGREE,
  localSolarTime: 16 * 3600,
  f107Average: 150,
  f107: 150,
  ap: 4,
}

describe('NRLMSISE-00', () => {
  it.each(RUNS.map(([change, expected], k) => ({ run: k + 1, change, expected })))(
    'gives standard run $run of the distribution to its seven printed digits',
    ({ change, expected }) => {
      const { altitude = 400e3, ...input } = change
      const state = nrlmsise(altitude, { ...BASE, ...input })
      const n = state.numberDensity
      const got = [
        ...[n.helium, n.oxygen, n.nitrogen2, n.oxygen2, n.argon].map((x) => x * 1e-6),
        state.density * 1e-3,
        ...[n.hydrogen, n.nitrogen, n.anomalousOxygen].map((x) => x * 1e-6),
        state.exosphericTemperature,
        state.temperature,
      ]
      expected.forEach((value, k) => {
        // Below 123 km the model here has no anomalous oxygen, where the distribution computes 1e−42.
        expect(Math.abs(got[k]! - value)).toBeLessThanOrEqual(Math.max(PRINTED * value, 1e-40))
      })
    },
  )

  it.each(PROFILE)(
    'gives the profile of 19 June 1986, 21:30 UT at 16° S 312° E at %d km (NASA CCMC, in SatelliteToolboxAtmosphericModels.jl, test/nrlmsise00.jl)',
    (km, ...expected) => {
      const state = nrlmsise(km * 1e3, {
        dayOfYear: 170,
        secondOfDay: 21.5 * 3600,
        latitude: -16 * DEGREE,
        longitude: 312 * DEGREE,
        f107Average: 80,
        f107: 121,
        ap: 7,
      })
      const n = state.numberDensity
      const got = [
        ...[n.oxygen, n.nitrogen2, n.oxygen2].map((x) => x * 1e-6),
        state.density * 1e-3,
        state.temperature,
        state.exosphericTemperature,
        ...[n.helium, n.argon, n.hydrogen, n.nitrogen, n.anomalousOxygen].map((x) => x * 1e-6),
      ]
      expected.forEach((value, k) => {
        expect(Math.abs(got[k]! - value)).toBeLessThanOrEqual((k === 5 ? PRINTED3 : PRINTED4) * value)
      })
    },
  )

  it.each(RELEASE.map(([where, apHistory, expected]) => ({ km: where[0]!, where, apHistory, expected })))(
    'gives what the C release computes at $km km, to ten digits',
    ({ km, where, apHistory, expected }) => {
      const state = nrlmsise(km * 1e3, {
        dayOfYear: where[1]!,
        secondOfDay: where[2]!,
        latitude: where[3]! * DEGREE,
        longitude: where[4]! * DEGREE,
        localSolarTime: where[5]! * 3600,
        f107Average: where[6]!,
        f107: where[7]!,
        ap: where[8]!,
        apHistory,
      })
      const got = [
        state.density * 1e-3,
        state.dragDensity * 1e-3,
        state.exosphericTemperature,
        state.temperature,
      ]
      expected.forEach((value, k) => expect(Math.abs(got[k]! / value - 1)).toBeLessThan(PRINTED10))
    },
  )
})
