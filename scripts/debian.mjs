/** Debian packages that the tests need: installed as root on Debian, otherwise named in one line to type. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Redis for the tests of hosts, which start their own server on a free port; a browser with what it draws with for the tests of the app. */
export const DEBIAN_PACKAGES = ['redis-server', 'chromium', 'libegl1', 'libegl-mesa0', 'libgl1-mesa-dri']

/** Installs those of `names` that are missing; true when nothing is missing in the end. */
export function installDebianPackages(names = DEBIAN_PACKAGES) {
  const missing = names.filter((name) => !isInstalled(name))
  if (names.length === 0 || (isDebian() && missing.length === 0)) return true
  if (!isDebian()) {
    console.error(
      `The tests need what Debian calls: ${names.join(' ')}. Install it with your own package manager.`,
    )
    return false
  }
  if (process.getuid() !== 0) {
    console.error(`The tests need Debian packages. Type: sudo apt-get install --yes ${missing.join(' ')}`)
    return false
  }
  return (
    apt('update', '--quiet=2') && apt('install', '--yes', '--quiet=2', '--no-install-recommends', ...missing)
  )
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function isInstalled(name) {
  const query = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  })
  return query.stdout === 'installed'
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0
}
