import {
  assign,
  closeLater,
  comeBack,
  deleteLater,
  doubleAndMerge,
  escalate,
  giveToTeam,
  put,
  resolve,
  set,
  snooze,
  triage,
} from '../moves.ts'
import { phrases } from '../phrases.ts'
import type { Play } from '../play.ts'
import { customerAdds, open, talk } from '../say.ts'
import type { Course } from './course.ts'

const desk = 'support'

function begin(play: Play): void {
  const { random } = play
  open(play, random.chance(0.6) ? 'mail' : random.chance(0.65) ? 'portal' : random.chance(0.6) ? 'widget' : 'api')
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

export const supportCourses: readonly Course[] = [
  { desk, share: 6, days: [0.02, 0.9], tell: begin },
  {
    desk,
    share: 3,
    days: [0.1, 2],
    tell(play) {
      begin(play)
      triage(play)
      giveToTeam(play)
    },
  },
  {
    desk,
    share: 5,
    days: [0.4, 5],
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
    },
  },
  {
    desk,
    share: 2,
    days: [2, 6],
    tell(play) {
      takenUp(play)
      talk(play, { customer: 1 })
      customerAdds(play, phrases[play.part.contact.language].stillWaiting)
      escalate(play)
    },
  },
  {
    desk,
    share: 6,
    days: [1, 14],
    tell(play) {
      takenUp(play)
      talk(play, { agent: 1 })
      set(play, 'waiting')
    },
  },
  { desk, share: 31, days: [6, 50], tell: done },
  {
    desk,
    share: 19,
    days: [18, 89],
    tell(play) {
      done(play)
      closeLater(play, 'closed')
    },
  },
  {
    desk,
    share: 2,
    tickets: 2,
    days: [26, 30],
    tell(play) {
      done(play)
      closeLater(play, 'closed')
      comeBack(play)
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
  {
    desk,
    share: 2,
    days: [40, 89],
    tell(play) {
      done(play)
      put(play, 'archive')
    },
  },
  {
    desk,
    share: 2,
    days: [1, 5],
    tell(play) {
      takenUp(play)
      talk(play, { agent: 1 })
      snooze(play)
    },
  },
  {
    desk,
    share: 2,
    days: [7, 12],
    tell(play) {
      done(play)
      customerAdds(play, phrases[play.part.contact.language].again)
    },
  },
  {
    desk,
    share: 1,
    days: [20, 40],
    tell(play) {
      done(play)
      deleteLater(play)
    },
  },
]
