import { agentKeys, agents, type AgentKey, teams } from './company.ts'
import { careCourses } from './courses/care.ts'
import { contactCourses } from './courses/contact.ts'
import type { Course } from './courses/course.ts'
import { liveCourses } from './courses/live.ts'
import { rolloutCourses } from './courses/rollout.ts'
import { supportCourses } from './courses/support.ts'
import type { World } from './furnish.ts'
import { beforeNight } from './hours.ts'
import { createPlay, endBefore, type Part, type Step } from './play.ts'
import { mistakes, spam } from './phrases.ts'
import type { Random } from './random.ts'
import type { Language, Script } from './script.ts'
import { scripts } from './scripts/index.ts'
import { unwanted } from './unwanted.ts'
import { fill, wordsFor } from './words.ts'

const courses: readonly Course[] = [...supportCourses, ...careCourses, ...contactCourses, ...liveCourses, ...rolloutCourses]
const dayMs = 24 * 3_600_000

/** Everything that happens in the demo, in the order of time. */
export function planDemo(world: World, random: Random, options: { tickets: number; now: Date }): Step[] {
  const deal = createDealer(world, random)
  const steps = unwanted(world, random, options.now)
  for (const course of chosenCourses(random, options.tickets - spam.length - mistakes.length)) {
    steps.push(...tellStory(world, random, course, deal, options.now))
  }
  // Steps of one moment stay in the order they were laid out in.
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Courses for so many tickets, in the shares of three hundred. */
function chosenCourses(random: Random, tickets: number): Course[] {
  const all = courses.flatMap((course) => Array<Course>(course.share).fill(course))
  const chosen: Course[] = []
  let left = tickets
  while (left > 0) {
    for (const course of random.shuffle(all)) {
      const makes = course.tickets ?? 1
      if (makes > left) continue
      chosen.push(course)
      left -= makes
    }
  }
  return chosen
}

type Dealer = (course: Course, start: Date) => Part

function tellStory(world: World, random: Random, course: Course, deal: Dealer, now: Date): Step[] {
  const [least, most] = course.days
  const ago = new Date(now.getTime() - (least + random.next() * (most - least)) * dayMs)
  const part = deal(course, ago)
  const start = course.desk === 'live' && most < 1 ? ago : beforeNight(ago, part.contact.language, random)
  const play = createPlay(world, part, random, { start, now })
  course.tell(play)
  endBefore(play, new Date(now.getTime() - random.between(40, 600) * 1_000))
  return [...play.steps]
}

const languages: readonly Language[] = ['en', 'en', 'en', 'en', 'ja', 'ja', 'ja', 'ko', 'ko', 'ko']

/** Hands out languages, scripts, titles, contacts and agents so that each comes up about equally often. */
function createDealer(world: World, random: Random): Dealer {
  const used = new Map<unknown, number>()
  const fairly = <T>(choices: readonly T[], nameOf: (choice: T) => unknown = (choice) => choice): T => {
    const counts = choices.map((choice) => used.get(nameOf(choice)) ?? 0)
    const chosen = random.pick(choices.filter((_, n) => counts[n] === Math.min(...counts)))
    used.set(nameOf(chosen), (used.get(nameOf(chosen)) ?? 0) + 1)
    return chosen
  }
  return (course, at) => {
    const language = random.pick(languages)
    const script = fairly(scripts[course.desk][language].filter((one) => course.about === undefined || one.labels.includes(course.about)))
    const contact = fairly(world.contacts.filter((one) => one.language === language))
    const agent = agentFor(course, language, script, fairly)
    const later = new Date(at.getTime() + random.between(3, 5) * dayMs)
    const words = wordsFor(random, { contact, agent, at, later })
    return { desk: course.desk, contact, agent, script, words, later, title: fill(fairly(script.titles), words) }
  }
}

/** Somebody of the desk who writes the language, out of the script's team if there is such a person. */
function agentFor(course: Course, language: Language, script: Script, fairly: <T>(choices: readonly T[]) => T): AgentKey {
  const able = agentKeys.filter(
    (key) => (key !== 'ada' || course.desk !== 'live') && agents[key].desks.includes(course.desk) && agents[key].writes.includes(language),
  )
  const members: readonly AgentKey[] = script.team ? teams[script.team] : []
  const best = able.filter((key) => members.includes(key))
  return fairly(best.length > 0 ? best : able)
}
