// Generated from catalog/ and scenarios/ by scripts/generate.mjs, do not edit.

/** The text of each study in studies/, by its file's stem. */
export const STUDIES: Readonly<Record<string, string>> = {
  'leakers-to-interval': '# How many of ten get through, to a tenth of a missile, and what half the decision time or a better interceptor is worth: all with the same draws.\nopendome_study: 1\nname: Leakers of the slow reading, to a stated interval\ndoc: >-\n  Runs the reading of CBO 2026 until the 95 % interval of the mean number of leakers is 0.2 wide, beside two variations that differ in one assumption\n  each. Raids start in twenty parts of the day by turns.\nscenario: cbo-2026\nset: { run.strata: 20 }\noutputs: [leaked, killed, shots, p_no_leak, total_usd_b, interceptors]\nsampling:\n  runs: 4000\n  batch: 200\n  until: { output: leaked, ci95_width: 0.2 }\nagainst:\n  - { id: half-the-time, name: 15 s to decide, set: { command.decision_time_s: 15 } }\n  - { id: surer-kill, name: kill probability 0.9, set: { interceptors.sbi.vehicle.sspk: 0.9 } }\n',
}
