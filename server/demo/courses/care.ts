import { assign, doubleAndMerge, giveToTeam, put, resolve, snooze, triage } from '../moves.ts'
import { phrases } from '../phrases.ts'
import type { Play } from '../play.ts'
import { customerAdds, open, talk } from '../say.ts'
import { type Course, usualChannel } from './course.ts'

const desk = 'care'

const begin = (play: Play) => open(play, usualChannel(play, 0.15))

/** Most of the inbox is answered by whoever sees it first, and not everything is given to somebody. */
function takenUp(play: Play): void {
  begin(play)
  triage(play)
  if (play.random.chance(0.8)) assign(play)
}

function done(play: Play): void {
  takenUp(play)
  talk(play, 'end')
  resolve(play)
}

export const careCourses: readonly Course[] = [
  { desk, share: 5, days: [0.02, 0.9], tell: begin },
  {
    desk,
    share: 2,
    days: [0.1, 1.4],
    tell(play) {
      begin(play)
      triage(play)
      giveToTeam(play)
    },
  },
  {
    desk,
    share: 8,
    days: [0.4, 8],
    tell(play) {
      takenUp(play)
      talk(play, { agent: play.random.between(1, 2) })
    },
  },
  {
    desk,
    share: 4,
    days: [0.6, 5],
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
    },
  },
  {
    desk,
    share: 2,
    days: [9, 13],
    tell(play) {
      done(play)
      customerAdds(play, phrases[play.part.contact.language].again)
    },
  },
  { desk, share: 33, days: [7, 88], tell: done },
  {
    desk,
    share: 2,
    days: [3, 40],
    tell(play) {
      begin(play)
      assign(play)
      resolve(play)
    },
  },
  {
    desk,
    share: 4,
    days: [40, 89],
    tell(play) {
      done(play)
      put(play, 'archive')
    },
  },
  {
    desk,
    share: 2,
    days: [1, 4],
    tell(play) {
      takenUp(play)
      talk(play, { agent: 1 })
      snooze(play)
    },
  },
  {
    desk,
    share: 2,
    tickets: 2,
    days: [8, 60],
    tell(play) {
      begin(play)
      doubleAndMerge(play)
      assign(play)
      talk(play, 'end')
      resolve(play)
    },
  },
]
