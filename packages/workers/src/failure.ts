import { OpendomeError } from '@opendome/model'

/**
 * What went wrong while a study ran: a full disk, a host that cannot do its work. The study as asked is right, and can be taken up again.
 */
export class StudyFailure extends OpendomeError {}
