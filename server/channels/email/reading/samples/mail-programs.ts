// How mail programs write the reply above what they quote, by program and language, and the lines they add below a mail.

const quoted = 'QUOTED one\nQUOTED two'
export const marked = '> QUOTED one\n> QUOTED two'

export const plainReplies: [program: string, introduction: string][] = [
  ['gmail en', 'On Mon, Nov 2, 2026 at 10:00 AM Ada Berg <ada@desk.example> wrote:\n\n' + marked],
  ['gmail en wrap', 'On Mon, Nov 2, 2026 at 10:00 AM Ada Berg via Support <support+very-long-token@desk.example.com>\nwrote:\n\n' + marked],
  [
    'gmail en 3 lines',
    'On Mon, Nov 2, 2026 at 10:00 AM Ada Berg <\nsupport+very-long-token-which-is-wrapped@desk.example.com>\nwrote:\n\n' + marked,
  ],
  ['gmail de', 'Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail de wrap', 'Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ada Berg <\nada.berg.with.a.long.name@desk.example>:\n\n' + marked],
  ['gmail fr', 'Le lun. 2 nov. 2026 à 10:00, Ada Berg <ada@desk.example> a écrit :\n\n' + marked],
  ['gmail es', 'El lun, 2 nov 2026 a las 10:00, Ada Berg (<ada@desk.example>) escribió:\n\n' + marked],
  ['gmail it', 'Il giorno lun 2 nov 2026 alle ore 10:00 Ada Berg <ada@desk.example> ha\nscritto:\n\n' + marked],
  ['gmail pt', 'Em seg., 2 de nov. de 2026 às 10:00, Ada Berg <ada@desk.example> escreveu:\n\n' + marked],
  ['gmail nl', 'Op ma 2 nov 2026 om 10:00 schreef Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail pl', 'pon., 2 lis 2026 o 10:00 Ada Berg <ada@desk.example> napisał(a):\n\n' + marked],
  ['gmail ru', 'пн, 2 нояб. 2026 г. в 10:00, Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail sv', 'Den mån 2 nov. 2026 kl 10:00 skrev Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail tr', 'Ada Berg <ada@desk.example>, 2 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:\n\n' + marked],
  ['gmail ja', '2026年11月2日(月) 10:00 Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail ja2', '2026年11月2日月曜日、Ada Berg <ada@desk.example>さんは書きました:\n\n' + marked],
  ['gmail ko', '2026년 11월 2일 (월) 오전 10:00, Ada Berg <ada@desk.example>님이 작성:\n\n' + marked],
  ['gmail zh-cn', 'Ada Berg <ada@desk.example> 于2026年11月2日周一 10:00写道:\n\n' + marked],
  ['gmail zh-tw', 'Ada Berg <ada@desk.example> 於 2026年11月2日 週一 上午10:00寫道：\n\n' + marked],
  ['gmail da', 'Den man. 2. nov. 2026 kl. 10.00 skrev Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail no', 'man. 2. nov. 2026 kl. 10:00 skrev Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail fi', 'ma 2. marrask. 2026 klo 10.00 Ada Berg (ada@desk.example) kirjoitti:\n\n' + marked],
  ['gmail cs', 'po 2. 11. 2026 v 10:00 odesílatel Ada Berg <ada@desk.example> napsal:\n\n' + marked],
  ['gmail hu', 'Ada Berg <ada@desk.example> ezt írta (időpont: 2026. nov. 2., H, 10:00):\n\n' + marked],
  ['gmail ro', 'În lun., 2 nov. 2026 la 10:00, Ada Berg <ada@desk.example> a scris:\n\n' + marked],
  ['gmail uk', 'пн, 2 лист. 2026 р. о 10:00 Ada Berg <ada@desk.example> пише:\n\n' + marked],
  ['gmail el', 'Στις Δευ 2 Νοε 2026 στις 10:00 π.μ., ο χρήστης Ada Berg <ada@desk.example> έγραψε:\n\n' + marked],
  ['gmail vi', 'Vào Th 2, 2 thg 11, 2026 vào lúc 10:00 Ada Berg <ada@desk.example> đã viết:\n\n' + marked],
  ['gmail th', 'ในวันที่ จ. 2 พ.ย. 2026 เวลา 10:00 Ada Berg <ada@desk.example> เขียนว่า:\n\n' + marked],
  ['gmail id', 'Pada tanggal Sen, 2 Nov 2026 pukul 10.00 Ada Berg <ada@desk.example>\nmenulis:\n\n' + marked],
  ['gmail he', 'בתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת Ada Berg <ada@desk.example>:\n\n' + marked],
  ['gmail ar', 'في الاثنين، 2 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة Ada Berg <ada@desk.example>:\n\n' + marked],
  ['apple en', '> On 2 Nov 2026, at 10:00, Ada Berg <ada@desk.example> wrote:\n> \n' + marked],
  ['apple en2', 'On Nov 2, 2026, at 10:00 AM, Ada Berg <ada@desk.example> wrote:\n\n' + marked],
  ['apple de', '> Am 02.11.2026 um 10:00 schrieb Ada Berg <ada@desk.example>:\n> \n' + marked],
  ['apple fr', '> Le 2 nov. 2026 à 10:00, Ada Berg <ada@desk.example> a écrit :\n> \n' + marked],
  ['apple ja', '2026/11/02 10:00、Ada Berg <ada@desk.example>のメール:\n\n' + marked],
  ['apple ko', '2026. 11. 2. 오전 10:00, Ada Berg <ada@desk.example> 작성:\n\n' + marked],
  ['apple zh', '> 在 2026年11月2日，上午10:00，Ada Berg <ada@desk.example> 写道：\n> \n' + marked],
  ['apple es', '> El 2 nov 2026, a las 10:00, Ada Berg <ada@desk.example> escribió:\n> \n' + marked],
  ['apple ru', '> 2 нояб. 2026 г., в 10:00, Ada Berg <ada@desk.example> написал(а):\n> \n' + marked],
  ['apple it', '> Il giorno 2 nov 2026, alle ore 10:00, Ada Berg <ada@desk.example> ha scritto:\n> \n' + marked],
  ['apple nl', '> Op 2 nov. 2026, om 10:00 heeft Ada Berg <ada@desk.example> het volgende geschreven:\n> \n' + marked],
  ['apple pl', '> Wiadomość napisana przez Ada Berg <ada@desk.example> w dniu 2 lis 2026, o godz. 10:00:\n> \n' + marked],
  ['apple pt', '> No dia 2 de nov. de 2026, às 10:00, Ada Berg <ada@desk.example> escreveu:\n> \n' + marked],
  ['apple sv', '> 2 nov. 2026 kl. 10:00 skrev Ada Berg <ada@desk.example>:\n> \n' + marked],
  ['apple tr', '> Ada Berg <ada@desk.example> şunları yazdı (2 Kas 2026 10:00):\n> \n' + marked],
  ['tb en', 'On 11/2/26 10:00, Ada Berg wrote:\n' + marked],
  ['tb de', 'Am 02.11.26 um 10:00 schrieb Ada Berg:\n' + marked],
  ['tb fr', 'Le 02/11/2026 à 10:00, Ada Berg a écrit :\n' + marked],
  ['tb ja', 'On 2026/11/02 10:00, Ada Berg wrote:\n' + marked],
  ['tb ko', '26. 11. 2. 10:00에 Ada Berg 이(가) 쓴 글:\n' + marked],
  ['tb zh', '在 2026/11/2 10:00, Ada Berg 写道:\n' + marked],
  ['tb ru', '02.11.2026 10:00, Ada Berg пишет:\n' + marked],
  ['tb it', 'Il 02/11/26 10:00, Ada Berg ha scritto:\n' + marked],
  ['tb es', 'El 2/11/26 a las 10:00, Ada Berg escribió:\n' + marked],
  ['tb nl', 'Op 02-11-2026 om 10:00 schreef Ada Berg:\n' + marked],
  ['tb pl', 'W dniu 02.11.2026 o 10:00, Ada Berg pisze:\n' + marked],
  ['tb sv', 'Den 2026-11-02 kl. 10:00, skrev Ada Berg:\n' + marked],
  ['tb cs', 'Dne 02. 11. 26 v 10:00 Ada Berg napsal(a):\n' + marked],
  [
    'outlook en',
    '________________________________\nFrom: Ada Berg <ada@desk.example>\nSent: Monday, November 2, 2026 10:00 AM\nTo: Carl <carl@customer.example>\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'outlook en noline',
    'From: Ada Berg <ada@desk.example>\nSent: Monday, November 2, 2026 10:00 AM\nTo: Carl <carl@customer.example>\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'outlook orig',
    '-----Original Message-----\nFrom: Ada Berg [mailto:ada@desk.example]\nSent: Monday, November 2, 2026 10:00 AM\nTo: Carl\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'outlook de',
    'Von: Ada Berg <ada@desk.example>\nGesendet: Montag, 2. November 2026 10:00\nAn: Carl <carl@customer.example>\nBetreff: AW: Question\n\n' +
      quoted,
  ],
  [
    'outlook de orig',
    '-----Ursprüngliche Nachricht-----\nVon: Ada Berg\nGesendet: Montag, 2. November 2026 10:00\nAn: Carl\nBetreff: AW: Question\n\n' +
      quoted,
  ],
  [
    'outlook fr',
    'De : Ada Berg <ada@desk.example>\nEnvoyé : lundi 2 novembre 2026 10:00\nÀ : Carl <carl@customer.example>\nObjet : RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook fr mobile',
    'De: "Ada Berg" <ada@desk.example>\nÀ: "Carl" <carl@customer.example>\nEnvoyé: Lundi 2 Novembre 2026 10:00:00\nObjet: Question\n\n' +
      quoted,
  ],
  [
    'outlook es',
    'De: Ada Berg <ada@desk.example>\nEnviado: lunes, 2 de noviembre de 2026 10:00\nPara: Carl <carl@customer.example>\nAsunto: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook es2',
    'De: Ada Berg <ada@desk.example>\nEnviado el: lunes, 2 de noviembre de 2026 10:00\nPara: Carl\nCC: X\nAsunto: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook it',
    'Da: Ada Berg <ada@desk.example>\nInviato: lunedì 2 novembre 2026 10:00\nA: Carl <carl@customer.example>\nOggetto: R: Question\n\n' +
      quoted,
  ],
  [
    'outlook pt',
    'De: Ada Berg <ada@desk.example>\nEnviada em: segunda-feira, 2 de novembro de 2026 10:00\nPara: Carl <carl@customer.example>\nAssunto: RES: Question\n\n' +
      quoted,
  ],
  [
    'outlook nl',
    'Van: Ada Berg <ada@desk.example>\nVerzonden: maandag 2 november 2026 10:00\nAan: Carl <carl@customer.example>\nOnderwerp: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook pl',
    'Od: Ada Berg <ada@desk.example>\nWysłano: poniedziałek, 2 listopada 2026 10:00\nDo: Carl <carl@customer.example>\nTemat: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook ru',
    'От: Ada Berg <ada@desk.example>\nОтправлено: понедельник, 2 ноября 2026 г. 10:00\nКому: Carl <carl@customer.example>\nТема: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook sv',
    'Från: Ada Berg <ada@desk.example>\nSkickat: den 2 november 2026 10:00\nTill: Carl <carl@customer.example>\nÄmne: SV: Question\n\n' +
      quoted,
  ],
  [
    'outlook tr',
    'Kimden: Ada Berg <ada@desk.example>\nGönderildi: 2 Kasım 2026 Pazartesi 10:00\nKime: Carl <carl@customer.example>\nKonu: YNT: Question\n\n' +
      quoted,
  ],
  [
    'outlook ja',
    '差出人: Ada Berg <ada@desk.example>\n送信日時: 2026年11月2日 10:00\n宛先: Carl <carl@customer.example>\n件名: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook ja full',
    '________________________________\n差出人： Ada Berg <ada@desk.example>\n送信日時： 2026年11月2日 10:00\n宛先： Carl\n件名： RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook ko',
    '보낸 사람: Ada Berg <ada@desk.example>\n보낸 날짜: 2026년 11월 2일 월요일 오전 10:00\n받는 사람: Carl <carl@customer.example>\n제목: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook zh-cn',
    '发件人: Ada Berg <ada@desk.example>\n发送时间: 2026年11月2日 10:00\n收件人: Carl <carl@customer.example>\n主题: RE: Question\n\n' +
      quoted,
  ],
  [
    'outlook zh-tw',
    '寄件者: Ada Berg <ada@desk.example>\n寄件日期: 2026年11月2日 上午 10:00\n收件者: Carl <carl@customer.example>\n主旨: RE: Question\n\n' +
      quoted,
  ],
  [
    'qq',
    '------------------ 原始邮件 ------------------\n发件人: "Ada Berg" <ada@desk.example>;\n发送时间: 2026年11月2日(星期一) 上午10:00\n收件人: "Carl"<carl@customer.example>;\n主题: Re: Question\n\n' +
      quoted,
  ],
  ['163', 'At 2026-11-02 10:00:00, "Ada Berg" <ada@desk.example> wrote:\n\n' + quoted],
  ['163 zh', '在 2026-11-02 10:00:00，"Ada Berg" <ada@desk.example> 写道：\n\n' + quoted],
  [
    'naver',
    '-----Original Message-----\nFrom: "Ada Berg"<ada@desk.example>\nTo: "Carl"<carl@naver.com>;\nCc:\nSent: 2026-11-02 (월) 10:00:00 (GMT+09:00)\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'daum',
    '--------- 원본 메일 ---------\n보낸사람 : Ada Berg <ada@desk.example>\n받는사람 : Carl <carl@daum.net>\n날짜: 2026년 11월 02일 월요일, 10시 00분 00초 +0900\n제목: Re: Question\n\n' +
      quoted,
  ],
  [
    'daum2',
    '--------- 원본 메일 ---------\n보낸사람: Ada Berg <ada@desk.example>\n받는사람 : carl@daum.net\n날짜: 2026.11.02 10:00:00\n제목: Question\n\n' +
      quoted,
  ],
  [
    'lineworks',
    '-----Original Message-----\nFrom:  "Ada Berg" <ada@desk.example>\nTo:    "Carl" <carl@customer.example>;\nCc:\nSent:  2026/11/02 月 10:00 (GMT +09:00)\nSubject: Question\n\n' +
      quoted,
  ],
  [
    'samsung',
    '-------- Original message --------\nFrom: Ada Berg <ada@desk.example>\nDate: 02/11/2026 10:00 (GMT+01:00)\nTo: Carl <carl@customer.example>\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'samsung de',
    '-------- Ursprüngliche Nachricht --------\nVon: Ada Berg <ada@desk.example>\nDatum: 02.11.26 10:00 (GMT+01:00)\nAn: Carl <carl@customer.example>\nBetreff: Re: Question\n\n' +
      quoted,
  ],
  [
    'samsung ko',
    '-------- 원본 이메일 --------\n발신: Ada Berg <ada@desk.example>\n날짜: 26/11/2 오전 10:00 (GMT+09:00)\n받은 사람: Carl <carl@customer.example>\n제목: Question\n\n' +
      quoted,
  ],
  [
    'samsung fr',
    '-------- Message d’origine --------\nDe : Ada Berg <ada@desk.example>\nDate : 02/11/2026 10:00 (GMT+01:00)\nÀ : Carl <carl@customer.example>\nObjet : Re: Question\n\n' +
      quoted,
  ],
  [
    'samsung es',
    '-------- Mensaje original --------\nDe: Ada Berg <ada@desk.example>\nFecha: 2/11/26 10:00 (GMT+01:00)\nPara: Carl\nAsunto: Re: Question\n\n' +
      quoted,
  ],
  ['huawei', '-------- Original Message --------\nSubject: Re: Question\nFrom: Ada Berg\nTo: Carl\nCC: \n\n\n' + quoted],
  ['proton', 'On Monday, November 2nd, 2026 at 10:00, Ada Berg <ada@desk.example> wrote:\n\n' + marked],
  ['proton2', '------- Original Message -------\nOn Monday, November 2nd, 2026 at 10:00, Ada Berg <ada@desk.example> wrote:\n\n' + marked],
  [
    'proton3',
    'Sent with Proton Mail secure email.\n\nOn Monday, November 2nd, 2026 at 10:00 AM, Ada Berg <ada@desk.example> wrote:\n\n' + marked,
  ],
  ['zoho', '---- On Mon, 02 Nov 2026 10:00:00 +0530 Ada Berg <ada@desk.example> wrote ----\n\n' + quoted],
  ['yahoo', 'On Monday, November 2, 2026 at 10:00:00 AM GMT+1, Ada Berg <ada@desk.example> wrote:\n\n ' + quoted],
  ['yahoo mobile', 'Sent from Yahoo Mail on Android\n\n  On Mon, Nov 2, 2026 at 10:00, Ada Berg<ada@desk.example> wrote:   ' + quoted],
  [
    'yahoo old',
    '--- On Mon, 11/2/26, Ada Berg <ada@desk.example> wrote:\n\nFrom: Ada Berg <ada@desk.example>\nSubject: Re: Question\nTo: carl@customer.example\nDate: Monday, November 2, 2026, 10:00 AM\n\n' +
      quoted,
  ],
  [
    'yahoo jp',
    '----- Original Message -----\n>From: Ada Berg <ada@desk.example>\n>To: carl@yahoo.co.jp\n>Date: 2026/11/2, Mon 10:00\n>Subject: Question\n>\n' +
      marked,
  ],
  ['yahoo de', 'Am Montag, 2. November 2026 um 10:00:00 MEZ hat Ada Berg <ada@desk.example> Folgendes geschrieben:\n\n ' + quoted],
  ['yahoo fr', 'Le lundi 2 novembre 2026 à 10:00:00 UTC+1, Ada Berg <ada@desk.example> a écrit :\n\n ' + quoted],
  ['yahoo es', 'El lunes, 2 de noviembre de 2026, 10:00:00 CET, Ada Berg <ada@desk.example> escribió:\n\n ' + quoted],
  [
    'notes',
    'Ada Berg ---02.11.2026 10:00:00---Hello Carl,\n\nFrom: Ada Berg/Desk\nTo: Carl@customer\nDate: 02.11.2026 10:00\nSubject: Re: Question\n\n' +
      quoted,
  ],
  [
    'notes de',
    '-----Ada Berg <ada@desk.example> schrieb: -----\nAn: carl@customer.example\nVon: Ada Berg\nDatum: 02.11.2026 10:00\nBetreff: Re: Question\n\n' +
      quoted,
  ],
  ['mailru', 'Понедельник, 2 ноября 2026, 10:00 +03:00 от Ada Berg <ada@desk.example>:\n\n' + marked],
  ['yandex', '02.11.2026, 10:00, "Ada Berg" <ada@desk.example>:\n\n' + marked],
  [
    'gmx',
    'Gesendet: Montag, 02. November 2026 um 10:00 Uhr\nVon: "Ada Berg" <ada@desk.example>\nAn: carl@gmx.de\nBetreff: Re: Question\n\n' +
      quoted,
  ],
  [
    'seznam',
    '---------- Původní e-mail ----------\nOd: Ada Berg <ada@desk.example>\nKomu: carl@seznam.cz\nDatum: 2. 11. 2026 10:00:00\nPředmět: Re: Question\n\n' +
      quoted,
  ],
  ['onet', 'W dniu 2026-11-02 10:00:00 użytkownik Ada Berg <ada@desk.example> napisał:\n' + marked],
  ['wp', 'Dnia 2 listopada 2026 10:00 Ada Berg <ada@desk.example> napisał(a):\n\n' + quoted],
  ['o2', '---- Wiadomość oryginalna ----\nOd: Ada Berg\nDo: Carl\nTemat: Question\n\n' + quoted],
  ['libero', '----Messaggio originale----\nDa: ada@desk.example\nData: 2-nov-2026 10.00\nA: <carl@libero.it>\nOgg: Question\n\n' + quoted],
  [
    'orange',
    '> Message du 02/11/26 10:00\n> De : "Ada Berg" <ada@desk.example>\n> A : carl@orange.fr\n> Copie à : \n> Objet : Question\n> \n' +
      marked,
  ],
  ['evolution', 'On Mon, 2026-11-02 at 10:00 +0100, Ada Berg wrote:\n' + marked],
  ['kmail', 'On Monday, November 2, 2026 10:00:00 AM CET Ada Berg wrote:\n' + marked],
  ['mutt', 'On Mon, Nov 02, 2026 at 10:00:00AM +0100, Ada Berg wrote:\n' + marked],
  ['gnus', 'Ada Berg <ada@desk.example> writes:\n\n' + marked],
  ['aol', 'In a message dated 11/2/2026 10:00:00 A.M. Eastern Standard Time,  \nada@desk.example writes:\n\n' + marked],
  [
    'aol2',
    '-----Original Message-----\nFrom: Ada Berg <ada@desk.example>\nTo: carl <carl@aol.com>\nSent: Mon, Nov 2, 2026 10:00 am\nSubject: Re: Question\n\n' +
      quoted,
  ],
  ['fastmail', 'On Mon, Nov 2, 2026, at 10:00, Ada Berg wrote:\n' + marked],
  ['front', 'On November 2, 2026 at 10:00 AM GMT+1 ada@desk.example wrote:\n\n' + quoted],
  ['spark', 'On Nov 2, 2026, 10:00 AM +0100, Ada Berg <ada@desk.example>, wrote:\n' + marked],
  ['superhuman', 'On Mon, Nov 02, 2026 at 10:00 AM, Ada Berg < ada@desk.example > wrote:\n\n' + marked],
  ['hey', 'On November 2, 2026, Ada Berg <ada@desk.example> wrote:\n\n' + marked],
  ['windows mail', 'From: Ada Berg\nSent: Monday, November 2, 2026 10:00 AM\nTo: carl@customer.example\n\n' + quoted],
  [
    'bold outlook',
    '*From:* Ada Berg <ada@desk.example>\n*Sent:* Monday, November 2, 2026 10:00 AM\n*To:* Carl <carl@customer.example>\n*Subject:* Re: Question\n\n' +
      quoted,
  ],
  ['groupwise', '>>> Ada Berg <ada@desk.example> 11/2/2026 10:00 AM >>>\n' + quoted],
  ['becky', 'On Mon, 02 Nov 2026 10:00:00 +0900\nAda Berg <ada@desk.example> wrote:\n\n' + marked],
  ['shuriken', '"Ada Berg" <ada@desk.example> さんは書きました (2026/11/02 10:00):\n' + marked],
  ['hangouts ko', '2026년 11월 2일 (월) 10:00, Ada Berg <ada@desk.example>님이\n작성:\n\n' + marked],
]
export const addedLines = [
  'Sent from my iPhone',
  'Von meinem iPhone gesendet',
  'Envoyé de mon iPhone',
  'Enviado desde mi iPhone',
  'Inviato da iPhone',
  'Enviado do meu iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Wysłane z iPhone’a',
  'Отправлено с iPhone',
  '发自我的 iPhone',
  '從我的 iPhone 傳送',
  'Skickat från min iPhone',
  "iPhone'umdan gönderildi",
  'iPhoneから送信',
  '나의 iPhone에서 보냄',
  'Get Outlook for iOS',
  'Get Outlook for Android <https://aka.ms/AAb9ysg>',
  'Outlook für iOS beziehen',
  'Télécharger Outlook pour iOS',
  'Obtener Outlook para iOS',
  'Outlook for iOSを入手',
  'Android用 Outlook 받기',
  'Sent from my Samsung Galaxy smartphone.',
  'Von meinem Samsung Galaxy Smartphone gesendet.',
  '내 Galaxy에서 보냄',
  'Galaxyから送信',
  'Sent from Yahoo Mail on Android',
  'Sent from Mail for Windows',
  'Gesendet von Mail für Windows 10',
  'Enviado desde Correo para Windows',
  'Sent from Outlook',
  'Gesendet mit der GMX Mail App',
  'Enviado desde mi Huawei',
  '发自我的小米手机',
  '从我的华为手机发送',
  '来自我的华为手机',
  '获取 Outlook for iOS',
  'Enviado a partir do Outlook para Android',
  'Ottieni Outlook per iOS',
  'Outlook voor iOS downloaden',
  'Pobierz aplikację Outlook dla systemu iOS',
  'Скачать Outlook для iOS',
  'Отправлено из Почты для Windows',
  'Hämta Outlook för iOS',
  'iOS için Outlook’u edinin',
  'Sent with ProtonMail Secure Email.',
  '네이버 메일 앱에서 보냄',
  '모바일에서 보낸 메일입니다',
  'Xperia™から送信',
  'Windows 版のメールから送信',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
]
const htmlAnswer = '<div>ANSWER one</div><div>two</div>'
const htmlQuoted = '<p>QUOTED one</p><p>QUOTED two</p>'
const header = (f: string, s: string, t: string, u: string) =>
  `<b>${f}</b> Ada Berg &lt;ada@desk.example&gt;<br><b>${s}</b> Monday, November 2, 2026 10:00 AM<br><b>${t}</b> Carl &lt;carl@customer.example&gt;<br><b>${u}</b> Re: Question`
export const htmlReplies: [program: string, html: string][] = [
  [
    'gmail',
    `<div dir="ltr">${htmlAnswer}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Nov 2, 2026 at 10:00 AM Ada &lt;<a href="mailto:ada@desk.example">ada@desk.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">${htmlQuoted}</blockquote></div>`,
  ],
  [
    'gmail old',
    `<div dir="ltr">${htmlAnswer}</div><div class="gmail_extra"><br><div class="gmail_quote">2026-11-02 10:00 GMT+01:00 Ada <span dir="ltr">&lt;<a href="mailto:ada@desk.example">ada@desk.example</a>&gt;</span>:<br><blockquote class="gmail_quote" style="margin:0">${htmlQuoted}</blockquote></div></div>`,
  ],
  [
    'owa',
    `${htmlAnswer}<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${header('From:', 'Sent:', 'To:', 'Subject:')}</font><div>&nbsp;</div></div>${htmlQuoted}`,
  ],
  [
    'outlook desktop',
    `<div class=WordSection1><p class=MsoNormal>ANSWER one</p><p class=MsoNormal>two</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${header('From:', 'Sent:', 'To:', 'Subject:')}</p></div></div>${htmlQuoted}</div>`,
  ],
  [
    'outlook desktop no border',
    `<div class=WordSection1><p class=MsoNormal>ANSWER one</p><p class=MsoNormal>two</p><p class=MsoNormal>${header('Von:', 'Gesendet:', 'An:', 'Betreff:')}</p>${htmlQuoted}</div>`,
  ],
  [
    'outlook ios',
    `${htmlAnswer}<div id="ms-outlook-mobile-signature"><div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${header('From:', 'Sent:', 'To:', 'Subject:')}</div>${htmlQuoted}`,
  ],
  [
    'outlook mac new',
    `${htmlAnswer}<div id="mail-editor-reference-message-container"><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p>${header('From:', 'Date:', 'To:', 'Subject:')}</p></div>${htmlQuoted}</div>`,
  ],
  [
    'apple',
    `${htmlAnswer}<div><br><blockquote type="cite"><div>On 2 Nov 2026, at 10:00, Ada Berg &lt;ada@desk.example&gt; wrote:</div><br><div>${htmlQuoted}</div></blockquote></div>`,
  ],
  [
    'apple ios',
    `${htmlAnswer}<div dir="ltr"><br><blockquote type="cite">On Nov 2, 2026, at 10:00 AM, Ada &lt;ada@desk.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${htmlQuoted}</div></blockquote>`,
  ],
  [
    'thunderbird',
    `${htmlAnswer}<div class="moz-cite-prefix">On 11/2/26 10:00, Ada wrote:<br></div><blockquote type="cite" cite="mid:x">${htmlQuoted}</blockquote>`,
  ],
  [
    'yahoo',
    `<div class="ydp1yahoo-style-wrap">${htmlAnswer}<div><br></div></div><div id="ydpx1yahoo_quoted_123" class="ydpx1yahoo_quoted"><div>On Monday, Ada &lt;ada@desk.example&gt; wrote:</div>${htmlQuoted}</div>`,
  ],
  [
    'yahoo2',
    `${htmlAnswer}<div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Monday, November 2, 2026 at 10:00:00 AM GMT+1, Ada &lt;ada@desk.example&gt; wrote:</div>${htmlQuoted}</div>`,
  ],
  [
    'proton',
    `${htmlAnswer}<div class="protonmail_quote">On Monday, November 2nd, 2026 at 10:00 AM, Ada &lt;ada@desk.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">${htmlQuoted}</blockquote></div>`,
  ],
  [
    'zoho',
    `${htmlAnswer}<div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Nov 2026 10:00:00 +0530 <b>Ada &lt;ada@desk.example&gt;</b> wrote ----<br></div><blockquote>${htmlQuoted}</blockquote></div>`,
  ],
  [
    'zoho new',
    `${htmlAnswer}<div class="zmail_extra_hr" style="border-top:1px solid"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Nov 2026 10:00:00 +0530 <b>Ada &lt;ada@desk.example&gt;</b> wrote ---<br></div><br><blockquote id="blockquote_zmail">${htmlQuoted}</blockquote></div>`,
  ],
  [
    'naver',
    `${htmlAnswer}<p>&nbsp;</p><div class="mail_quote"><p style="line-height:1.4">-----Original Message-----<br><b>From:</b> "Ada Berg"&lt;ada@desk.example&gt;<br><b>To:</b> "Carl"&lt;carl@naver.com&gt;;<br><b>Cc:</b><br><b>Sent:</b> 2026-11-02 (월) 10:00:00 (GMT+09:00)<br><b>Subject:</b> Re: Question</p>${htmlQuoted}</div>`,
  ],
  [
    'naver plain',
    `<div>${htmlAnswer}<p>&nbsp;</p><p style="font-size:10pt"><b>-----Original Message-----</b><br><b>From:</b>&nbsp;"Ada Berg"&lt;ada@desk.example&gt;<br><b>To:</b>&nbsp;"Carl"&lt;carl@naver.com&gt;;<br><b>Cc:</b>&nbsp;<br><b>Sent:</b>&nbsp;2026-11-02 (월) 10:00:00 (GMT+09:00)<br><b>Subject:</b>&nbsp;Re: Question<br></p>${htmlQuoted}</div>`,
  ],
  [
    'daum',
    `${htmlAnswer}<br><blockquote style="border-left:2px solid;padding-left:5px"><font>--------- 원본 메일 ---------</font><br><b>보낸사람</b> : Ada &lt;ada@desk.example&gt;<br><b>받는사람</b> : Carl &lt;carl@daum.net&gt;<br><b>날짜</b>: 2026년 11월 02일<br><b>제목</b>: Question<br>${htmlQuoted}</blockquote>`,
  ],
  [
    'samsung',
    `${htmlAnswer}<div><br></div><div id="composer_signature"><div>Sent from my Galaxy</div></div><div><br></div><div align="left" dir="auto" style="font-size:100%"><div>-------- Original message --------</div><div>From: Ada &lt;ada@desk.example&gt; </div><div>Date: 02/11/2026 10:00 (GMT+01:00) </div><div>To: Carl </div><div>Subject: Re: Question </div><div><br></div></div>${htmlQuoted}`,
  ],
  [
    'qq',
    `${htmlAnswer}<div><br></div><div style="font:x"><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"Ada"&lt;ada@desk.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年11月2日(星期一) 上午10:00</div><div><b>收件人:</b>&nbsp;"Carl"&lt;c@qq.com&gt;;</div><div><b>主题:</b>&nbsp;Re: Question</div></div>${htmlQuoted}</div>`,
  ],
  [
    '163',
    `<div style="line-height:1.7">${htmlAnswer}</div><br><br><div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><p>At 2026-11-02 10:00:00, "Ada" &lt;ada@desk.example&gt; wrote:</p><blockquote id="isReplyContent" style="padding-left:1ex">${htmlQuoted}</blockquote>`,
  ],
  [
    'yandex',
    `${htmlAnswer}<div> </div><div>02.11.2026, 10:00, "Ada" &lt;<a href="mailto:ada@desk.example">ada@desk.example</a>&gt;:</div><blockquote>${htmlQuoted}</blockquote>`,
  ],
  [
    'mailru',
    `<BODY>${htmlAnswer}<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px">Понедельник, 2 ноября 2026, 10:00 +03:00 от Ada &lt;ada@desk.example&gt;:<br><div id="">${htmlQuoted}</div></blockquote></BODY>`,
  ],
  [
    'gmx',
    `<html><body><div>${htmlAnswer}<div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Montag, 02. November 2026 um 10:00 Uhr<br><b>Von:</b>&nbsp;"Ada" &lt;ada@desk.example&gt;<br><b>An:</b>&nbsp;carl@gmx.de<br><b>Betreff:</b>&nbsp;Re: Question</div>${htmlQuoted}</div></div></div></body></html>`,
  ],
  [
    'notes',
    `<font>${htmlAnswer}<br><br><font color="#990099">-----Ada Berg &lt;ada@desk.example&gt; wrote: -----</font><div style="padding-left:5px"><div>To: carl@customer.example<br>From: Ada Berg<br>Date: 11/02/2026 10:00AM<br>Subject: Re: Question</div>${htmlQuoted}</div></font>`,
  ],
  [
    'hotmail old',
    `${htmlAnswer}<hr id="stopSpelling">From: ada@desk.example<br>To: carl@hotmail.com<br>Subject: Re<br>Date: Mon, 2 Nov 2026 10:00:00 +0000<br>${htmlQuoted}`,
  ],
  [
    'spark',
    `<div name="messageBodySection">${htmlAnswer}</div><div name="messageSignatureSection"><br><div>Sent with Spark</div></div><div name="messageReplySection">On Nov 2, 2026, 10:00 AM +0100, Ada &lt;ada@desk.example&gt;, wrote:<br><blockquote type="cite" class="spark_quote">${htmlQuoted}</blockquote></div>`,
  ],
  [
    'hey',
    `${htmlAnswer}<br><div class="gmail_quote">On November 2, 2026, Ada &lt;ada@desk.example&gt; wrote:<br><blockquote class="gmail_quote">${htmlQuoted}</blockquote></div>`,
  ],
  [
    'line works',
    `${htmlAnswer}<br><div class="mail_original"><p>-----Original Message-----<br>From: "Ada" &lt;ada@desk.example&gt;<br>To: "Carl"<br>Cc:<br>Sent: 2026/11/02 月 10:00 (GMT +09:00)<br>Subject: Question</p>${htmlQuoted}</div>`,
  ],
  [
    'windows mail',
    `${htmlAnswer}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From: </b>Ada<br><b>Sent: </b>Monday, November 2, 2026 10:00 AM<br><b>To: </b>carl@customer.example<br><b>Subject: </b>Re</p></div>${htmlQuoted}`,
  ],
  [
    'huawei',
    `${htmlAnswer}<div><br></div><div>-------- Original Message --------</div><div>Subject: Re: Question</div><div>From: Ada </div><div>To: Carl </div><div>CC: </div><br>${htmlQuoted}`,
  ],
  [
    'ionos',
    `${htmlAnswer}<blockquote type="cite"><div>Ada &lt;ada@desk.example&gt; hat am 02.11.2026 10:00 geschrieben:</div>${htmlQuoted}</blockquote>`,
  ],
  [
    'ionos2',
    `${htmlAnswer}<blockquote><div>Ada &lt;ada@desk.example&gt; hat am 02.11.2026 10:00 geschrieben:</div>${htmlQuoted}</blockquote>`,
  ],
  [
    'zimbra',
    `${htmlAnswer}<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Ada"<br><b>To: </b>"Carl"<br><b>Sent: </b>Monday, November 2<br><b>Subject: </b>Re</div>${htmlQuoted}`,
  ],
  [
    'roundcube',
    `${htmlAnswer}<p id="reply-intro">On 2026-11-02 10:00, Ada wrote:</p><blockquote type="cite" style="padding:0 0.4em">${htmlQuoted}</blockquote>`,
  ],
  [
    'tutanota',
    `${htmlAnswer}<br>2 Nov 2026, 10:00 by ada@desk.example:<br><blockquote class="tutanota_quote" style="border-left:1px solid">${htmlQuoted}</blockquote>`,
  ],
  [
    'freshdesk',
    `${htmlAnswer}<div class="freshdesk_quote"><blockquote class="freshdesk_quote">On Mon, 2 Nov 2026 at 10:00 AM , Ada &lt;ada@desk.example&gt; wrote:${htmlQuoted}</blockquote></div>`,
  ],
]
