export { TestRedis } from './redis.ts'
