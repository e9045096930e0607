import { assign, comeBack, complete, escalate, hold, resolve, resolveQuietly, snooze, track, transfer, triage } from '../moves.ts'
import type { Play } from '../play.ts'
import { open, talk } from '../say.ts'
import { type Course, usualChannel } from './course.ts'

const desk = 'contact'

/** Whoever has something to show writes; the others may as well call. */
function begin(play: Play): void {
  const shows = play.part.script.talk[0]?.shows !== undefined
  open(play, !shows && play.random.chance(0.7) ? 'phone' : usualChannel(play, 0.2))
}

function takenUp(play: Play): void {
  begin(play)
  triage(play)
  assign(play)
}

function done(play: Play): void {
  takenUp(play)
  talk(play, 'end')
  resolve(play)
}

export const contactCourses: readonly Course[] = [
  { desk, share: 4, days: [0.02, 0.8], tell: (play) => open(play, usualChannel(play, 0.2)) },
  {
    desk,
    share: 4,
    days: [0.4, 4],
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
    },
  },
  {
    desk,
    share: 1,
    days: [1, 3],
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
      escalate(play)
    },
  },
  {
    desk,
    share: 4,
    days: [1, 9],
    tell(play) {
      takenUp(play)
      talk(play, { agent: 1 })
      hold(play)
    },
  },
  {
    desk,
    share: 3,
    tickets: 2,
    days: [1, 6],
    about: 'billing',
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
      transfer(play, false)
    },
  },
  {
    desk,
    share: 2,
    tickets: 2,
    days: [3, 8],
    about: 'billing',
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
      transfer(play, true)
    },
  },
  {
    desk,
    share: 2,
    days: [1, 4],
    about: 'bug',
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
      track(play, [])
    },
  },
  {
    desk,
    share: 3,
    days: [3, 12],
    about: 'bug',
    tell(play) {
      takenUp(play)
      talk(play, { agent: 2 })
      track(play, ['progressed'])
    },
  },
  {
    desk,
    share: 2,
    days: [6, 15],
    about: 'bug',
    tell(play) {
      takenUp(play)
      talk(play, { agent: 2 })
      track(play, ['progressed', 'finished'])
    },
  },
  { desk, share: 15, days: [7, 42], tell: done },
  {
    desk,
    share: 14,
    days: [13, 88],
    tell(play) {
      done(play)
      complete(play)
    },
  },
  {
    desk,
    share: 1,
    tickets: 2,
    days: [24, 28],
    tell(play) {
      done(play)
      complete(play)
      comeBack(play)
    },
  },
  {
    desk,
    share: 2,
    days: [2, 30],
    about: 'shipping',
    tell(play) {
      open(play, 'phone')
      assign(play)
      resolveQuietly(play, 'phone')
    },
  },
  {
    desk,
    share: 1,
    days: [1, 4],
    tell(play) {
      takenUp(play)
      talk(play, { agent: 1 })
      snooze(play)
    },
  },
]
