import type { Scenario, SizeReport, SizeStudy } from '@opendome/model'
import type { FleetInReach } from '@opendome/model/study'

/** What `size` found out. */
export interface Sized {
  readonly scenario: Scenario
  readonly study: SizeStudy
  /** The scenario's own fleet, or the one that a search found. */
  readonly fleet: FleetInReach
  readonly report: SizeReport
}
