import { assign, close, comeBack, set, timersFire } from '../moves.ts'
import { phrases } from '../phrases.ts'
import type { Play } from '../play.ts'
import { open, openAsAgent, staffAdds, talk } from '../say.ts'
import type { Course } from './course.ts'

const desk = 'live'
/** What a desk waits for an answer before a chat goes idle, unless its settings say otherwise. */
const idleMinutes = 10.2

const begin = (play: Play) => open(play, play.random.chance(0.7) ? 'widget' : 'chat')

function underWay(play: Play): void {
  begin(play)
  assign(play)
}

function silent(play: Play): void {
  underWay(play)
  talk(play, { agent: play.random.between(2, 3) })
  timersFire(play, idleMinutes)
}

function over(play: Play): void {
  underWay(play)
  talk(play, 'end')
  // The customer has the last word in some scripts, so somebody says goodbye: the chat goes idle and is closed.
  const last = play.part.script.talk.at(-1)
  if (last?.who === 'customer') sayGoodbye(play)
  timersFire(play, idleMinutes)
  close(play)
}

function sayGoodbye(play: Play): void {
  const { language } = play.part.contact
  const bye = {
    en: 'You are welcome, have a nice day!',
    ja: 'ご利用ありがとうございました。',
    ko: '이용해 주셔서 감사합니다. 좋은 하루 보내세요.',
  }[language]
  staffAdds(play, 'agent', bye)
}

export const liveCourses: readonly Course[] = [
  { desk, share: 3, days: [0.002, 0.01], tell: begin },
  {
    desk,
    share: 3,
    days: [0.006, 0.014],
    tell(play) {
      underWay(play)
      talk(play, { customer: 2 })
    },
  },
  {
    desk,
    share: 2,
    days: [0.03, 0.3],
    tell(play) {
      const { weWroteFirst, weWroteFirstTitle } = phrases[play.part.contact.language]
      openAsAgent(play, weWroteFirst, weWroteFirstTitle)
    },
  },
  {
    desk,
    share: 3,
    days: [0.5, 3],
    tell(play) {
      underWay(play)
      talk(play, { agent: 2 })
      set(play, 'in_progress')
    },
  },
  { desk, share: 3, days: [0.05, 1.2], tell: silent },
  { desk, share: 28, days: [0.4, 89], tell: over },
  {
    desk,
    share: 1,
    tickets: 2,
    days: [13, 15],
    tell(play) {
      over(play)
      comeBack(play)
    },
  },
]
