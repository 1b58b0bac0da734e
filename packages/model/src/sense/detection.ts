import { ln, normalCdf, pow } from '../math/index.ts'

/**
 * Chance that a steady signal of ratio `snr` in Gaussian noise passes a threshold at `threshold` standard deviations:
 * Φ(snr − threshold). Van Trees, Detection, Estimation and Modulation Theory, part I (1968), section 2.2, known signal.
 */
export function steadyDetection(snr: number, threshold: number): number {
  return normalCdf(snr - threshold)
}

/**
 * Chance that one look at a target whose cross-section fades slowly (Swerling case 1) passes the threshold that noise passes
 * with probability `falseAlarm`: P = P_fa^(1/(1 + snr)), `snr` the mean power ratio.
 * Swerling, IRE Transactions IT-6 (1960) 269; Skolnik, Introduction to Radar Systems (3rd ed.), section 2.8.
 */
export function fadingDetection(snr: number, falseAlarm: number): number {
  return pow(falseAlarm, 1 / (1 + snr))
}

/** The mean power ratio at which `fadingDetection` is `probability`: ln P_fa / ln P − 1. */
export function fadingSnr(probability: number, falseAlarm: number): number {
  return ln(falseAlarm) / ln(probability) - 1
}
