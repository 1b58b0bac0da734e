/** Four layers of CBO 2026 by stated delays, what they hold dealt out to eight nations so that no two of the 256 coalitions come to the same scenario: it stands for no plan. */
export const EIGHT_PARTNERS = `opendome: 1
from: four-layers
name: Eight partners, all layers, dealt out
readings: null
disputed: null
defended: [{ area: united-states }, { area: canada }]
command: { authority: { ask: [canada] } }
partners:
  - { id: united-states, owns: [interceptors.sbi], defends: [united-states] }
  - { id: canada, pays: { share: 0.1 }, consent: true, defends: [canada] }
  - { id: denmark, owns: [interceptors.gbi-greely] }
  - { id: united-kingdom, owns: [interceptors.gbi-vandenberg] }
  - { id: australia, owns: [interceptors.ashore-midwest] }
  - { id: japan, owns: [interceptors.thaad-chicago] }
  - { id: norway, owns: [interceptors.patriot-chicago] }
  - { id: germany, pays: { share: 0.1 }, leaving: { set: { command.decision_time_s: 45 } } }
`
