import { assign, customerWants, deleteLater, planClosure, resolve, set, timersFire, triage } from '../moves.ts'
import { phrases } from '../phrases.ts'
import type { Play } from '../play.ts'
import { open, staffAdds, talk } from '../say.ts'
import { type Course, usualChannel } from './course.ts'

const desk = 'rollout'

const begin = (play: Play) => open(play, usualChannel(play, 0.5))

/** On this desk people see what is theirs: Ada gives the projects out. */
function underWay(play: Play): void {
  begin(play)
  triage(play)
  assign(play, 'ada')
  set(play, 'in_progress')
}

function done(play: Play): void {
  underWay(play)
  talk(play, { agent: 1 })
  set(play, 'awaiting_customer')
  talk(play, { agent: 2 })
  set(play, 'required_test')
  talk(play, 'end')
  resolve(play)
}

export const rolloutCourses: readonly Course[] = [
  { desk, share: 2, days: [0.1, 1], tell: begin },
  {
    desk,
    share: 4,
    days: [2, 8],
    tell(play) {
      underWay(play)
      talk(play, { customer: 1 })
    },
  },
  {
    desk,
    share: 3,
    days: [2, 10],
    tell(play) {
      underWay(play)
      talk(play, { agent: 1 })
      set(play, 'awaiting_customer')
    },
  },
  {
    desk,
    share: 3,
    days: [5, 14],
    tell(play) {
      underWay(play)
      talk(play, { agent: 2 })
      set(play, 'required_test')
    },
  },
  {
    desk,
    share: 2,
    days: [5, 14],
    tell(play) {
      underWay(play)
      talk(play, { customer: 1 })
      staffAdds(play, 'agent', phrases[play.part.contact.language].pleaseAct)
      set(play, 'required_action')
    },
  },
  { desk, share: 7, days: [11, 60], tell: done },
  {
    desk,
    share: 2,
    days: [12, 18],
    tell(play) {
      done(play)
      customerWants(play, 'request_closure')
    },
  },
  {
    desk,
    share: 3,
    days: [11, 20],
    tell(play) {
      done(play)
      planClosure(play, play.random.between(3, 7), true)
    },
  },
  {
    desk,
    share: 4,
    days: [25, 89],
    tell(play) {
      done(play)
      planClosure(play, 5, false)
      timersFire(play, 5 * 24 * 60 + 1)
    },
  },
  {
    desk,
    share: 3,
    days: [20, 80],
    tell(play) {
      done(play)
      planClosure(play, 10, false)
      customerWants(play, 'close')
    },
  },
  {
    desk,
    share: 1,
    days: [30, 60],
    tell(play) {
      done(play)
      deleteLater(play)
    },
  },
]
