import { expect, it } from 'vitest'
import { localPath } from './local-path.ts'

it.each([
  ['/tickets', '/tickets'],
  ['/tickets/TKT-0001?view=all#m-1', '/tickets/TKT-0001?view=all#m-1'],
  ['/a/../settings', '/settings'],
])('F11: after signing in %j leads there', (next, path) => expect(localPath(next)).toBe(path))

it.each([
  undefined,
  '',
  'tickets',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /tickets',
  '//here.invalid.evil.example',
  '//user@evil.example',
  '//[::1',
  '/.//evil.example',
  '/a/..//evil.example',
])('F11: after signing in %j leads nowhere', (next) => expect(localPath(next)).toBeNull())
