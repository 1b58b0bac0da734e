export { OpendomeError, requireWithin, type ErrorCode, type ErrorDetail } from './error.ts'
export { UNIT_SUFFIXES, internalName, toInternal, unitOf, type Internal, type InternalName } from './units.ts'
export { MARKS, idSchema, integer, number, type Mark } from './schema.ts'
