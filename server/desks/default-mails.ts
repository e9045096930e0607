/** The mails of a desk that nobody has written anew, in each of our languages; the English ones for every other language, too. */
export const defaultMails = {
  resolutionMail: {
    subject: '',
    text: 'Your request has been resolved. If something is still open, just reply to this mail and we will look at it again.\n\nThank you for writing to us.',
    languages: {
      ja: {
        subject: '',
        text: 'お問い合わせの件は解決済みといたしました。ご不明な点がございましたら、このメールにご返信ください。あらためて確認いたします。\n\nお問い合わせいただき、ありがとうございました。',
      },
      ko: {
        subject: '',
        text: '문의하신 내용을 해결로 처리했습니다. 아직 해결되지 않은 점이 있으면 이 메일에 답장해 주세요. 다시 확인해 드리겠습니다.\n\n문의해 주셔서 감사합니다.',
      },
    },
  },
  holdMail: {
    subject: '',
    text: 'We are working on your request and need a little more time. We will write again as soon as there is news.\n\nThank you for your patience.',
    languages: {
      ja: {
        subject: '',
        text: 'お問い合わせの件は現在確認しており、もう少しお時間をいただいております。進展があり次第、あらためてご連絡いたします。\n\nお待たせして申し訳ございません。',
      },
      ko: {
        subject: '',
        text: '문의하신 내용을 확인하고 있으며 시간이 조금 더 필요합니다. 새로운 소식이 있으면 바로 다시 연락드리겠습니다.\n\n기다려 주셔서 감사합니다.',
      },
    },
  },
  acknowledgement: {
    subject: 'We have received your request',
    text: 'Thank you for writing to us. Your request has the reference {{ticket_id}}; please keep it in the subject when you write again.\n\nWe will answer as soon as we can.',
    languages: {
      ja: {
        subject: 'お問い合わせを受け付けました',
        text: 'お問い合わせいただき、ありがとうございます。受付番号は {{ticket_id}} です。この件で再度ご連絡いただく際は、件名にこの番号を残してください。\n\n内容を確認のうえ、ご返信いたします。',
      },
      ko: {
        subject: '문의가 접수되었습니다',
        text: '문의해 주셔서 감사합니다. 접수 번호는 {{ticket_id}}입니다. 같은 건으로 다시 연락하실 때는 메일 제목에 이 번호를 남겨 주세요.\n\n확인 후 최대한 빨리 답변드리겠습니다.',
      },
    },
  },
  statusMail: {
    subject: '',
    text: 'Your request {{ticket_id}} has a new status: {{status}}.\n\nYou can answer this mail if you have a question.',
    languages: {
      ja: {
        subject: '',
        text: 'お問い合わせ（{{ticket_id}}）の状況が「{{status}}」に変わりました。\n\nご不明な点がございましたら、このメールにご返信ください。',
      },
      ko: {
        subject: '',
        text: '문의하신 건({{ticket_id}})의 상태가 변경되었습니다: {{status}}\n\n궁금한 점이 있으면 이 메일에 답장해 주세요.',
      },
    },
  },
}
