export { buildServer, type ServerOptions } from './server.ts'
export { makeToken, ROLES, type Role } from './tokens/token-file.ts'
