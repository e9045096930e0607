import { after, agent, customer, note, type Script } from '../script.ts'

export const contactKo: readonly Script[] = [
  {
    titles: ['주문 {order} 배송지 변경 부탁드려요', '{order} 회사 주소로 보내 주세요', '출고 전 주소 변경 요청 ({order})'],
    labels: ['shipping'],
    team: 'Logistics',
    talk: [
      customer(`안녕하세요. 오늘 아침에 {product} 주문했는데({order}) 예전 주소로 잘못 넣었어요. 회사 주소로 바꿔 주실 수 있을까요?
        {company}|{city} 중앙로 4
        {customer}`),
      agent(
        `{customer} 고객님, 포장 직전이라 바로 변경했습니다. {company} 중앙로 4로 보내 드릴게요. 안내데스크에서 대신 받으실 수 있나요?`,
      ),
      customer(`네, 안내데스크에서 8시부터 5시까지 받을 수 있습니다.`),
      agent(`송장에 적어 두었습니다. 오늘 저녁에 출고되며 송장번호는 {tracking}입니다.`),
      customer(`빠르게 처리해 주셔서 감사합니다.`),
    ],
    resolution: '배송지를 {company} 주소로 변경했습니다. 송장번호 {tracking} 상품은 오늘 저녁 출고됩니다.',
  },
  {
    titles: ['{device} 펜이 두 줄로 그려져요', '화면 가장자리에서 선이 튑니다 ({serial})', '{version} 업데이트 후 펜 위치가 어긋나요'],
    labels: ['bug', 'warranty'],
    team: 'Technical',
    type: 'bug_report',
    talk: [
      customer(
        `안녕하세요. {version} 업데이트 후 {device}({serial}) 왼쪽 가장자리에서 선이 두 줄로 그려집니다. 2mm 정도 어긋나요.
        보정도 세 번 했는데 똑같습니다. 사진 보내 드려요.
        {customer}`,
        'photo',
      ),
      agent(`{customer} 고객님, 사진 감사합니다. 개발팀에서 재현할 수 있도록 두 가지만 여쭤볼게요.
        - 케이스를 벗겨도 같은 현상이 있나요?
        - 쓰실 때 왼쪽 아래에 노트북 덮개처럼 자석이 있는 물건이 있나요?`),
      customer(`케이스를 벗기니 많이 나아졌는데 그래도 0.5mm 정도는 튀어요. 업데이트 전에는 괜찮았습니다.`),
      note(`케이스 자석 때문에 심해지지만 {version} 자체 문제도 있음. 가장자리 보정값이 반올림됨. 개발팀 처리 중.`),
      agent(
        `개발팀에서 원인을 확인했습니다. 업데이트로 가장자리 보정값이 거칠어져 케이스 자석의 영향이 눈에 띄게 된 것입니다. 수정된 버전을 시험하고 있는데 먼저 받아 보시겠어요?`,
      ),
      customer(`네, 먼저 받고 싶습니다. 며칠은 종이에 쓰면 되니까요.`),
      agent(`오늘 오전에 고객님 기기로 보내 드렸습니다. 재시작 후 한 번 더 보정하시고 결과를 알려 주시면 감사하겠습니다.`),
      customer(`케이스를 끼운 상태에서도 똑바로 그려집니다. 해결해 주셔서 감사합니다!`),
    ],
    resolution: '수정된 버전으로 가장자리 보정이 다시 정확해졌습니다. 협조해 주셔서 감사합니다.',
  },
  {
    titles: ['{amount} 이중 결제되었습니다', '같은 주문이 두 번 결제됐어요 ({order})', '중복 결제 환불 요청 {invoice}'],
    labels: ['billing', 'refund'],
    team: 'Billing',
    talk: [
      customer(
        `안녕하세요. {date}에 주문 {order} 금액 {amount}이 두 번 결제되었습니다. 한 건은 환불해 주세요. 카드 내역 첨부합니다.
        {customer}`,
        'photo',
      ),
      agent(
        `{customer} 고객님, 놀라셨을 텐데 죄송합니다. 저희 쪽에서는 결제 1건과 승인 보류 1건으로 확인됩니다. 보류는 자동으로 취소되지만, 혹시 두 번째 건이 "매입 완료"로 표시되는지 확인해 주시겠어요?`,
      ),
      customer(`어제부터 매입 완료로 나옵니다.`),
      note(`고객 카드에서 매입 완료 확인. 결제대행사에서 {order} 중복 매입. 정산팀 수동 환불 필요.`),
      agent(
        `확인 감사합니다. 실제로 중복 결제되어 정산팀에서 **{amount}** 환불 처리를 완료했습니다. {later}까지 반영될 예정입니다. 불편을 드려 죄송합니다.`,
      ),
      after('later', customer(`환불 들어온 것 확인했습니다. 감사합니다.`)),
    ],
    resolution: '중복 결제된 {amount} 금액을 환불했습니다. {later}까지 반영됩니다.',
  },
]
