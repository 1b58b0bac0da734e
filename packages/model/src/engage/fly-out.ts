import { OpendomeError } from '../core/index.ts'

/** Longest fly-out (s) for which reach relative to free fall is used: at 200 s its error is about 1.5 %, at 600 s 20 %. */
export const LONGEST_FLY_OUT = 250

/**
 * Distance an interceptor can be from where its carrier would be in free fall, `time` seconds after release, m:
 * ½at² while it burns, then Δv²/(2a) + Δv(t − Δv/a) (AEI SBI calculator). Gravity acts nearly alike on both and drops out.
 * Δv in m/s, acceleration in m/s². Zero before release.
 */
export function flyOutReach(deltaV: number, acceleration: number, time: number): number {
  if (time <= 0) return 0
  const burn = deltaV / acceleration
  if (time <= burn) return 0.5 * acceleration * time * time
  return (deltaV * deltaV) / (2 * acceleration) + deltaV * (time - burn)
}

/** Throws `unsupported` where a fly-out is longer than the free-fall shortcut bears. */
export function requireShortFlyOut(longest: number): void {
  if (longest > LONGEST_FLY_OUT)
    throw new OpendomeError(
      'unsupported',
      `fly-out of ${longest.toFixed(0)} s: expected at most ${LONGEST_FLY_OUT} s`,
      {
        hint: 'reach relative to free fall is not good enough for longer fly-outs; release later or shorten the burn',
      },
    )
}
