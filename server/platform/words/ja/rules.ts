export const rules = {
  // Forms, hours, service levels, announcements, masking
  'Somebody else changed this announcement meanwhile.': '他の人がこのお知らせを変更しました。',
  'There are {1} announcements already. Delete one first.': 'お知らせはすでに{1}件あります。先に1件削除してください。',
  'must be after it begins': '開始より後にしてください',
  'is not a desk': 'デスクではありません',
  'There are no such business hours.': 'その営業時間はありません。',
  'Somebody else changed this meanwhile. Look at the change and save again.':
    '他の人がこれを変更しました。変更を確認して、もう一度保存してください。',
  '“{1}” is there already. Choose another name.': '「{1}」はすでにあります。別の名前にしてください。',
  'There is a type with the key {1} already.': 'キー {1} の種類はすでにあります。',
  'A desk can have {1} {2}, retired ones included. Bring a retired one back and rename it.':
    'デスクに設定できる数は、廃止したものを含めて{1}個までです。廃止したものを元に戻し、名前を変えて使ってください。',
  'A desk can have {1} {2}. Retire one first.': 'デスクに設定できる数は{1}個までです。先に1つ廃止してください。',
  'A desk needs at least one type.': 'デスクには種類が少なくとも1つ必要です。',
  'is not there': '見つかりません',
  'A category cannot lie below itself.': 'カテゴリーをそれ自身の下に置くことはできません。',
  'Categories go {1} levels deep. Choose a place further up.': 'カテゴリーは{1}階層までです。もっと上の場所を選んでください。',
  'is there already': 'すでにあります',
  'The same was done at the same moment already. Reload, and look at what is there.':
    '同じ操作が同時に行われました。再読み込みして、現在の内容を確認してください。',
  'must be a day, as 2026-01-31': '2026-01-31 のような日付にしてください',
  'is not a phone number': '電話番号の形式ではありません',
  'is not one of the choices': '選択肢にありません',
  'must be a list of choices': '選択肢のリストにしてください',
  'holds something that is not one of the choices': '選択肢にないものが含まれています',
  'Name at least one choice.': '選択肢を1つ以上入力してください。',
  'This kind of field has no choices.': 'この種類の項目に選択肢はありません。',
  'A field can have {1} choices, those that were taken away included.': '項目の選択肢は、取り除いたものを含めて{1}個までです。',
  'Two choices have the same key.': '同じキーの選択肢があります。',
  'Two choices have the same name.': '同じ名前の選択肢があります。',
  'One of the inquiry types is not there.': '存在しない問い合わせ種別があります。',
  'must be small letters, digits and underscores': '英小文字、数字、_ だけを使ってください',
  'Somebody else changed these hours meanwhile. Look at the change and save again.':
    '他の人がこの営業時間を変更しました。変更を確認して、もう一度保存してください。',
  'These desks keep these hours: {1}. Give them other hours first.':
    '次のデスクがこの営業時間を使っています：{1}。先に別の営業時間を設定してください。',
  'There are hours named “{1}” already. Choose another name.': '「{1}」という営業時間はすでにあります。別の名前にしてください。',
  'There are {1} already. Remove one first.': 'すでに{1}個あります。先に1つ削除してください。',
  'is not a time like 09:00': '09:00 のような時刻ではありません',
  'is not a time like 17:30, or 24:00': '17:30 や 24:00 のような時刻ではありません',
  'holds two times that overlap': '時間帯が重なっています',
  'is not a date like 2026-12-25': '2026-12-25 のような日付ではありません',
  'is no day of the calendar': '存在しない日付です',
  'is closed on every day: open it on one at least': 'すべての曜日が休みです。少なくとも1日は営業日にしてください',
  'Somebody masked words of this message meanwhile. Look at it again and choose once more.':
    '他の人がこのメッセージをマスクしました。もう一度確認して選び直してください。',
  'Part of this is masked already. Choose words that can be read, or mask only here.':
    '一部がすでにマスクされています。読める部分を選ぶか、ここだけをマスクしてください。',
  'One character stands in too many places. Choose more of it.': '1文字では該当する場所が多すぎます。もっと長く選んでください。',
  'This is too long to be looked for everywhere. Mask it where it stands.':
    '長すぎるため全体から探せません。この場所だけをマスクしてください。',
  'This stands in too many places. Choose more of it.': '該当する場所が多すぎます。もっと長く選んでください。',
  'This does not stand in the message.': 'メッセージに含まれていません。',
  'lies outside of the message': 'メッセージの範囲外です',
  'There are no words to mask here.': 'マスクする語句がありません。',
  'What is masked here was sealed with a secret that this installation no longer has. An admin can name it in STATEDESK_OLD_SECRETS.':
    'マスクされた内容は、このサーバーにはもうない秘密鍵で封印されています。管理者が STATEDESK_OLD_SECRETS に指定できます。',
  'The service levels are being applied already. Wait until that is done.': 'SLAはすでに適用中です。完了するまでお待ちください。',
  'Somebody else changed this service level meanwhile. Look at the change and save again.':
    '他の人がこのSLAを変更しました。変更を確認して、もう一度保存してください。',
  'Somebody else added or removed a service level meanwhile. Look at the list and order it again.':
    '他の人がSLAを追加または削除しました。一覧を確認して、もう一度並べ替えてください。',
  'There is a service level “{1}” already. Choose another name.': '「{1}」というSLAはすでにあります。別の名前にしてください。',
  'is longer than the time to resolve the ticket': '解決までの時間より長くなっています',
  'is longer than a year': '1年を超えています',
  'promises nothing: leave it out': '時間が指定されていません。不要なら省いてください',
  'is empty: leave it out for all desks': '空です。すべてのデスクを対象にする場合は省いてください',
  'is too far away': '先の日付すぎます',
  'must be “created”: on this desk it is so for every ticket that is written down by hand':
    '「手入力」にしてください。このデスクでは、手で作成したチケットはすべてそうなります',
  'is not one of the categories of this desk': 'このデスクのカテゴリーではありません',
  'is missing: this desk files every ticket before it is resolved': '入力が必要です。このデスクでは解決する前にカテゴリーを選びます',
  'must be one of {1} on this desk': 'このデスクでは次のいずれかにしてください：{1}',
  'is not one of the inquiry types of this desk': 'このデスクの問い合わせ種別ではありません',
  '“Description” is not possible: {1}': '「内容」は変更できません。{1}',
  'the ticket was opened without one. Write a note or a reply instead.':
    'このチケットは内容なしで作成されました。代わりにメモか返信を書いてください。',
  'this text is about to be mailed. Take it back to change it.':
    'この文章はまもなくメールで送信されます。変更するには送信を取り消してください。',
  'this text went out by mail, which cannot be taken back. Write another reply or a note.':
    'この文章はメールで送信されており、取り消せません。別の返信かメモを書いてください。',
  'A description cannot be emptied.': '内容を空にすることはできません。',
  'is not JSON': 'JSONではありません',
  'are more than a desk can ask': 'デスクで尋ねられる数を超えています',

  // The server itself
  'The database waits for its migrations.': 'データベースの移行を待っています。',
  'The disk of the database is full. Nothing was changed; reading goes on.':
    'データベースのディスクがいっぱいです。何も変更されていません。閲覧は続けられます。',
  'The upload broke off or is not multipart/form-data.': 'アップロードが中断されたか、multipart/form-dataではありません。',
  'Send the file as multipart/form-data.': 'ファイルをmultipart/form-dataとして送信してください。',
  'The body {1}.': 'リクエストの本文：{1}。',
} satisfies Record<string, string>
