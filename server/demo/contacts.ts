import { customers } from './cast.ts'
import type { Language } from './script.ts'

export interface DemoContact {
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly company: string
  readonly city: string
  readonly isVip?: boolean
}

function from(
  language: Language,
  company: string,
  domain: string,
  city: string,
  people: readonly (readonly [string, string])[],
  isVip = false,
): DemoContact[] {
  return people.map(([name, mailbox]) => ({ name, email: `${mailbox}@${domain}`, language, company, city, isVip }))
}

/** Forty people who write to Larkfold. All their addresses are reserved for examples, so no mail can ever reach anybody. */
export const contacts: readonly DemoContact[] = [
  { ...customers.carl, language: 'en', company: 'Customer Ltd', city: 'Leeds' },
  ...from('en', 'Northgate Surveyors', 'northgate.example', 'Bristol', [
    ['Amelia Hart', 'amelia.hart'],
    ['Owen Price', 'owen.price'],
  ]),
  ...from('en', 'Brightwater School', 'brightwater.example', 'Cork', [
    ['Niamh Byrne', 'n.byrne'],
    ['Tom Okafor', 't.okafor'],
  ]),
  ...from(
    'en',
    'Castellan Legal',
    'castellan.example',
    'Edinburgh',
    [
      ['Fiona MacLeod', 'fiona.macleod'],
      ['Rahul Mehta', 'rahul.mehta'],
    ],
    true,
  ),
  ...from('en', 'Studio Pellham', 'pellham.example', 'Rotterdam', [
    ['Jonas Lindqvist', 'jonas'],
    ['Marta Nowak', 'marta'],
  ]),
  ...from('en', 'Orchard Clinics', 'orchard.example', 'Vienna', [
    ['Clara Moreau', 'c.moreau'],
    ['Daniel Fischer', 'd.fischer'],
  ]),
  ...from('en', 'Quayside Books', 'quayside.example', 'Dublin', [
    ['Grace Adeyemi', 'grace'],
    ['Liam Doherty', 'liam'],
    ['Elena Rossi', 'elena'],
    ['Peter Novák', 'peter'],
    ['Zoë Janssen', 'zoe'],
  ]),
  { ...customers.yuki, name: '田中 由紀', language: 'ja', company: 'カスタマー株式会社', city: '横浜' },
  ...from('ja', '青葉測量株式会社', 'aoba.example', '仙台', [
    ['高橋 健太', 'takahashi'],
    ['渡辺 美咲', 'watanabe'],
  ]),
  ...from('ja', '水野会計事務所', 'mizuno.example', '名古屋', [
    ['水野 恵子', 'mizuno'],
    ['小林 大輔', 'kobayashi'],
  ]),
  ...from(
    'ja',
    '北斗製作所',
    'hokuto.example',
    '札幌',
    [
      ['山本 直樹', 'yamamoto'],
      ['中村 さくら', 'nakamura'],
    ],
    true,
  ),
  ...from('ja', 'つばめ出版', 'tsubame.example', '京都', [
    ['吉田 拓也', 'yoshida'],
    ['山口 理恵', 'yamaguchi'],
    ['松本 翔', 'matsumoto'],
    ['井上 千尋', 'inoue'],
    ['木村 浩', 'kimura'],
  ]),
  ...from('ko', '한빛건축', 'hanbit.example', '서울', [
    ['김민서', 'minseo'],
    ['이도윤', 'doyun'],
  ]),
  ...from('ko', '바다출판사', 'bada.example', '부산', [
    ['박서연', 'seoyeon'],
    ['최지호', 'jiho'],
  ]),
  ...from(
    'ko',
    '푸른소프트',
    'pureun.example',
    '판교',
    [
      ['정하은', 'haeun'],
      ['강준우', 'junwoo'],
    ],
    true,
  ),
  ...from('ko', '이음디자인', 'ieum.example', '대전', [
    ['조수아', 'sua'],
    ['윤시우', 'siwoo'],
    ['장예린', 'yerin'],
    ['임건우', 'gunwoo'],
    ['한지민', 'jimin'],
    ['오세훈', 'sehun'],
  ]),
]
