import { after, agent, customer, note, type Script } from '../script.ts'

export const rolloutKo: readonly Script[] = [
  {
    titles: [
      '[{company}] {seats}명 통합 로그인(SSO) 설정',
      '[{company}] 사내 인증 시스템 연동 요청',
      '[{company}] {later} 오픈 전 SSO 적용',
    ],
    labels: ['rollout', 'login'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`안녕하세요, {company} IT팀 {customer}입니다.
        이번에 Folio Teams를 {seats}명 규모로 도입하면서 사내 인증 시스템과 통합 로그인을 연동하려고 합니다. {later} 전에 마치고 싶은데 어떤 정보가 필요할까요?`),
      agent(`{customer}님, 안녕하세요. 도입 지원을 맡은 {agent}입니다. 아래 정보를 보내 주시면 바로 시작하겠습니다.
        - 인증 시스템의 발급자(Issuer) 주소
        - 사용하시는 메일 도메인
        - 시험용 계정 1개
        클라이언트 비밀 값은 **메일로 보내지 마시고**, 보내 드리는 전용 링크에 입력해 주세요.`),
      customer(`{agent}님, 아래와 같이 보내 드립니다.|Issuer: https://login.{domain}|도메인: {domain}|시험용 계정은 folio-test이고 비밀 값은 링크에 입력했습니다.
        {customer} 드림`),
      note(`검증 환경에서 연결 완료. mail, name, groups 매핑했고 시험 로그인 정상.`),
      agent(
        `{customer}님, 검증 환경 연결이 끝났습니다. 시험용 계정과 일반 계정으로 한 번씩 로그인하셔서 그룹이 맞게 들어오는지 확인 부탁드립니다. 이상 없으면 전체에 적용하겠습니다.`,
      ),
      customer(`둘 다 로그인되고 그룹도 맞습니다. 적용해 주세요.`),
      agent(`전체 적용했습니다. 이제 {company} 구성원 모두 평소 쓰시는 계정으로 로그인하실 수 있습니다.`),
    ],
    resolution: '{company} {seats}명 전체에 통합 로그인을 적용했습니다.',
  },
  {
    titles: [
      '[{company}] {device} {seats}대 일괄 설정',
      '[{company}] {city} 사무실 기기 배포 문의',
      '[{company}] {seats}대 초기 설정 프로필 요청',
    ],
    labels: ['rollout', 'shipping'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`안녕하세요, {company} {customer}입니다.
        {later}에 {device} {seats}대가 {city} 사무실로 들어옵니다. 처음 켰을 때 사내 와이파이와 저희 양식이 들어가 있으면 좋겠는데 가능할까요?`),
      agent(
        `{customer}님, 네 가능합니다. 설정 프로필을 저희가 만들어 드릴게요. 첨부한 점검표에 와이파이 이름과 필요한 양식을 적어 보내 주시면, 현장에서는 전원만 켜시면 됩니다.`,
        'checklist',
      ),
      customer(`점검표 작성해서 보내 드립니다. 양식은 "방문 보고서"와 "주간 계획" 두 가지입니다.`),
      note(`프로필 {code} 작성. 나머지에 적용하기 전에 고객사 네트워크에서 1대 시험 필요.`),
      agent(
        `프로필이 준비되었습니다. 먼저 **한 대만** 개봉해서 와이파이가 잡히는 곳에서 켜 보시고, 재시작 후 양식 두 가지가 보이는지 확인 부탁드립니다.`,
      ),
      after('later', customer(`첫 번째 기기는 잘 켜졌고 양식도 보입니다. 그런데 시계가 한 시간 빠르네요.`)),
      agent(`알려 주셔서 감사합니다. 프로필에 시간대 설정이 빠져 있었네요. 수정했으니 한 번 재시작하고 다시 확인해 주세요.`),
      customer(`이제 정확합니다. 나머지 기기도 개봉하겠습니다. 감사합니다.`),
    ],
    resolution: '{seats}대 모두 와이파이, 양식, 시간대 설정이 적용되었습니다.',
  },
]
