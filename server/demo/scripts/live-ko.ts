import { agent, customer, type Script } from '../script.ts'

export const liveKo: readonly Script[] = [
  {
    titles: ['채팅: {order} 배송 문의', '채팅: {customer}님 배송일', '채팅: 수령 장소 변경 {order}'],
    labels: ['shipping'],
    talk: [
      customer(`안녕하세요, {order} 언제 도착하나요?`),
      agent(`{customer}님 안녕하세요, 상담원 {agent}입니다. 바로 확인해 볼게요.`),
      agent(`오늘 아침에 출고되었고 송장번호는 {tracking}입니다. {later} 도착 예정이에요.`),
      customer(`그날 집에 없는데 편의점에서 받을 수 있을까요?`),
      agent(`네, 가능합니다. {city}역 앞 편의점으로 바꿔 드릴까요?`),
      customer(`네 역 앞으로 해 주세요`),
      agent(`변경했습니다. 도착하면 문자로 알려 드려요. 더 도와드릴 일이 있을까요?`),
      customer(`아니요, 감사합니다!`),
      agent(`이용해 주셔서 감사합니다. 좋은 하루 보내세요.`),
    ],
  },
  {
    titles: ['채팅: 쿠폰 {code} 문의', '채팅: {customer}님 할인 코드', '채팅: 쿠폰 적용 오류 ({code})'],
    labels: ['billing'],
    talk: [
      customer(`메일로 받은 쿠폰 {code} 적용이 안 돼요`),
      agent(`불편을 드려 죄송합니다. 화면에 어떤 문구가 나오나요?`),
      customer(`"이 상품에는 사용할 수 없습니다"라고 나와요`),
      agent(`확인해 보니 액세서리 전용 쿠폰이라 {product} 상품에는 적용되지 않네요.`),
      customer(`메일에는 그런 말이 없었는데요`),
      agent(`안내가 부족했던 점 사과드립니다. 대신 이번 주문 배송비를 무료로 해 드릴게요.`),
      customer(`오 감사합니다`),
      agent(`장바구니에 적용했습니다. 안내 문구도 담당 부서에 수정 요청하겠습니다.`),
      customer(`주문했어요. 감사합니다 :)`),
    ],
  },
  {
    titles: ['채팅: {device} 펜 연결', '채팅: {customer}님 새 펜 등록', '채팅: 펜 추가 등록 ({device})'],
    labels: ['how-to'],
    talk: [
      customer(`펜을 하나 더 샀는데 {device}에서 못 찾아요`),
      agent(`{customer}님, 같이 해결해 볼게요. 펜 끝에 불이 깜빡이나요?`),
      customer(`불이 아예 안 들어와요`),
      agent(`아직 배송 모드인 것 같아요. 파란불이 들어올 때까지 버튼을 10초 정도 눌러 주세요.`),
      customer(`오 파란불 들어왔어요!`),
      agent(`좋습니다. 설정 > 펜 > 추가를 누르고 펜을 화면 가까이 대 주세요.`),
      customer(`나왔어요! 보정도 해야 하나요?`),
      agent(`처음 한 번만 하시면 됩니다. 화면 안내대로 30초면 끝나요.`),
      customer(`잘 됩니다 감사해요!`),
    ],
  },
]
