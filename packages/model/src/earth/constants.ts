/** Semi-major axis of the WGS 84 ellipsoid, m. NGA.STND.0036 (2014), table 3.1. */
export const WGS84_A = 6378137

/** Flattening of the WGS 84 ellipsoid. NGA.STND.0036 (2014), table 3.1. */
export const WGS84_F = 1 / 298.257223563

/** Semi-minor axis of the WGS 84 ellipsoid, m; a (1 − f). */
export const WGS84_B = WGS84_A * (1 - WGS84_F)

/** First eccentricity squared of the WGS 84 ellipsoid; f (2 − f). */
export const WGS84_E2 = WGS84_F * (2 - WGS84_F)

/** Earth's gravitational constant with the atmosphere, m³/s². NGA.STND.0036 (2014), table 3.1. */
export const WGS84_GM = 3.986004418e14

/** Earth's rotation rate in inertial space, rad/s. NGA.STND.0036 (2014), table 3.1. */
export const EARTH_RATE = 7.292115e-5

/** Reference radius that belongs to `J2`, m. EGM2008 (Pavlis et al., J. Geophys. Res. 117, B04406, 2012). */
export const EGM2008_RADIUS = 6378136.3

/** Second zonal harmonic, −√5 C̄₂₀ with C̄₂₀ = −0.484165143790815e−3 (EGM2008, tide-free). */
export const J2 = Math.sqrt(5) * 0.484165143790815e-3

/** Standard acceleration of gravity, m/s². 3rd CGPM (1901); exact. */
export const G0 = 9.80665

/** Astronomical unit, m. IAU 2012 resolution B2; exact. */
export const ASTRONOMICAL_UNIT = 149_597_870_700
