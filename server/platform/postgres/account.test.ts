import { expect, test } from 'vitest'
import { chooseAccount, systemAccounts } from './account.ts'
import { StartProblem } from '../start-problem.ts'

const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\npostgres:x:101:104::/var/lib/postgresql:/bin/sh\n'

test('PostgreSQL runs as postgres where that account exists, else as nobody', () => {
  const accounts = systemAccounts(passwd)
  expect(chooseAccount(accounts)).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(chooseAccount(accounts.filter(({ name }) => name !== 'postgres'))).toEqual({ name: 'nobody', uid: 65534, gid: 65533 })
})

test('a machine without either account is told how to make one', () => {
  expect(() => chooseAccount(systemAccounts('root:x:0:0::/root:/bin/sh\n'))).toThrow(StartProblem)
})
