/** What the server says, by its English. `{1}` stands for the first thing put into a sentence. */
export const japanese = {
  // Signing in, people, keys
  'An API key has no password.': 'APIキーにはパスワードがありません。',
  'An API key has no session to end.': 'APIキーには終了するセッションがありません。',
  'Somebody with this mail address has an account already.': 'このメールアドレスのアカウントはすでにあります。',
  'Too many failed sign-ins. Wait a little and try again.': 'サインインの失敗が続いています。少し待ってからもう一度お試しください。',
  'This needs the permission {1}. An admin can grant it.': 'この操作には {1} 権限が必要です。権限は管理者が付与できます。',
  'This is the only admin. Make somebody else an admin first.': '管理者はこの人だけです。先に他の人を管理者にしてください。',
  'This is the service of an API key. Revoke the key instead.': 'これはAPIキーのサービスです。代わりにキーを失効させてください。',
  'There is a label “{1}” already.': '「{1}」というラベルはすでにあります。',
  'There is a team “{1}” already. Choose another name.': '「{1}」というチームはすでにあります。別の名前にしてください。',

  // Prepared words
  'Somebody else changed this desk meanwhile. Look at the change and save again.':
    '他の人がこのデスクを変更しました。変更を確認して、もう一度保存してください。',
  'Somebody else changed this text meanwhile. Look at the change and save again.':
    '他の人がこの文章を変更しました。変更を確認して、もう一度保存してください。',
  'Somebody else changed these words meanwhile. Look at the change and save again.':
    '他の人が禁止語を変更しました。変更を確認して、もう一度保存してください。',
  'You have no mail address. Sign in as a person to send a trial to yourself.':
    'メールアドレスがありません。自分宛てに送るには、個人としてサインインしてください。',
  'Mail cannot leave yet: no relay is configured. Set SMTP_URL and start again.':
    'まだメールを送信できません。中継サーバーが設定されていません。SMTP_URL を設定して起動し直してください。',
  'The relay did not take the mail: {1}': '中継サーバーがメールを受け付けませんでした：{1}',
  'A template belongs to a desk.': 'テンプレートはデスクに属します。',
  'Say which desk it is for.': 'どのデスク用かを指定してください。',
  'Say which team it is for.': 'どのチーム用かを指定してください。',
  'Write the text first.': '先に本文を入力してください。',
  'There are {1} texts already. Delete one first.': '文章はすでに{1}件あります。先に1件削除してください。',
  'A text can have {1} files at most.': '1つの文章に付けられるファイルは{1}個までです。',
  'One of the files is not your upload, or was sent already. Attach it again.':
    'ファイルのうち1つは、あなたがアップロードしたものではないか、すでに送信されています。もう一度添付してください。',
  'is up to 30 letters, digits, - and _, without the / before it': '30文字以内の文字、数字、-、_ で指定してください（先頭の / は不要です）',
  '“{1}” is there twice.': '「{1}」が2回登録されています。',
  'consists of characters that nobody sees': '見えない文字だけでできています',

  // Customer information
  'You asked for customer information very often. Wait a little and try again.':
    '顧客情報の照会が多すぎます。少し待ってからもう一度お試しください。',
  'Somebody else changed this source meanwhile. Look at the change and save again.':
    '他の人がこの情報源を変更しました。変更を確認して、もう一度保存してください。',
  'There is a source “{1}” already. Choose another name.': '「{1}」という情報源はすでにあります。別の名前にしてください。',
  'There are {1} sources already. Delete one first.': '情報源はすでに{1}個あります。先に1つ削除してください。',
  'is missing; another server needs its own': '入力が必要です。サーバーが変わると、以前の値は使えません',
  'is not a path such as customer.orders[0].total': 'customer.orders[0].total のようなパスを指定してください',
  'may hold variables only after the host': '変数はホスト名より後ろにだけ入れられます',
  'has a brace that is not part of a variable': '変数ではない波かっこが含まれています',
  'may not hold spaces, #, backslashes or parts that are only dots': '空白、#、バックスラッシュ、ドットだけの部分は使えません',
  'is sent with POST only': 'POST のときだけ送信できます',
  'has no variable, so that everybody would be answered the same': '変数がないため、誰に対しても同じ結果になります',
  'must be JSON with every variable inside the quotes of a value': 'JSON で指定し、変数は値の引用符の中に入れてください',

  // Desks, lifecycles, views, webhooks
  '{1} belongs to a desk already.': '{1} はすでに別のデスクで使われています。',
  'Mail to this address arrives by SMTP.': 'このアドレスへのメールはSMTPで届きます。',
  'There is a desk “{1}” already. Choose another name.': '「{1}」というデスクはすでにあります。別の名前にしてください。',
  'There is no such desk, or you do not work on it.': 'そのデスクがないか、あなたの担当ではありません。',
  'There is no such desk.': 'そのデスクはありません。',
  'There is no desk yet that you work on. An admin can make one.': 'あなたが担当するデスクはまだありません。管理者が作成できます。',
  'This desk has no address yet. Add one first.': 'このデスクにはまだアドレスがありません。先に追加してください。',
  'There is a lifecycle “{1}” already. Choose another key.': '「{1}」というライフサイクルはすでにあります。別のキーにしてください。',
  'A built-in lifecycle stays as it is. Make one of your own from it.':
    '標準のライフサイクルは変更できません。これをもとに新しいものを作成してください。',
  'This version is published already.': 'このバージョンはすでに公開されています。',
  'The definition is not a lifecycle yet. Nothing was changed.': 'この定義はまだライフサイクルになっていません。何も変更されていません。',
  'This move is being taken back or was taken back already.': 'この移行は取り消し中か、すでに取り消されています。',
  'Say where these statuses go: {1}. Tickets are in them and the new version does not have them.':
    '次のステータスの移行先を指定してください：{1}。該当するチケットがありますが、新しいバージョンにはないステータスです。',
  'Somebody else changed this view meanwhile.': '他の人がこのビューを変更しました。',
  'Only who made this view can take it back for themselves. Delete it, or leave it shared.':
    '自分専用に戻せるのは、このビューを作成した人だけです。削除するか、共有のままにしてください。',
  'can be taken back only by who made it': '自分専用に戻せるのは作成した人だけです',
  'There are {1} {2}views already. Delete one first.': 'ビューはすでに{1}個あります。先に1つ削除してください。',
  'There are {1} webhooks already, and no more are possible. Delete one first.':
    'Webhookはすでに上限の{1}個あります。先に1つ削除してください。',
  'This message is being sent right now, waits for an earlier one of its ticket, or is a test.':
    'このメッセージは送信中か、同じチケットの前のメッセージを待っているか、テスト用です。',
  'Live updates are not running in this process.': 'このプロセスではライブ更新が動いていません。',
  'Too many streams are open. Close some first.': '開いているストリームが多すぎます。先にいくつか閉じてください。',

  // Tickets and messages
  '“{1}” needs the permission {2}. An admin can grant it.': '「{1}」には {2} 権限が必要です。権限は管理者が付与できます。',
  '“{1}” is not possible: {2}': '「{1}」は実行できません。{2}',
  'This is not possible: {1}': '実行できません。{1}',
  '“Take” is not possible: you have this ticket already.': 'すでにあなたが担当しています。',
  '“Take” is not possible: somebody else has this ticket. Use Assign to change that.':
    '他の人が担当しています。担当者を変えるには「割り当てる」を使ってください。',
  '“Unassign” is not possible: nobody has this ticket.': 'このチケットには担当者がいません。',
  '“Escalate” is not possible on a ticket that is resolved or closed. Reopen it first.':
    '解決済みまたは終了したチケットはエスカレーションできません。先に再開してください。',
  '“Escalate” is not possible: the ticket is urgent already.': 'このチケットの優先度はすでに緊急です。',
  'the ticket was merged into another one. Work on that one.':
    'このチケットは別のチケットに統合されています。統合先のチケットで対応してください。',
  'the ticket is in the trash. Restore it first.': 'このチケットはゴミ箱にあります。先に元に戻してください。',
  'the ticket is in the spam folder. Mark it as not spam first.':
    'このチケットは迷惑メールフォルダーにあります。先に迷惑メールを解除してください。',
  'only a ticket among the active ones can be put away.': 'スヌーズできるのは対応中のチケットだけです。',
  'the ticket is scheduled for deletion. Cancel the deletion first.':
    'このチケットは削除が予約されています。先に削除の予約を取り消してください。',
  'Several teams are possible: {1}. Name the one that takes the ticket.': '複数のチームが候補です：{1}。担当するチームを選んでください。',
  'Somebody else': '他の人',
  '{1} has this ticket.': 'このチケットは{1}さんが担当しています。',
  'Somebody else has this ticket.': 'このチケットは他の人が担当しています。',
  'Name an agent or a team.': 'スタッフかチームを選んでください。',
  'There is no such agent.': 'そのスタッフはいません。',
  'The agent is not in this team.': 'そのスタッフはこのチームに所属していません。',
  'There is no such team.': 'そのチームはありません。',
  'One of the labels does not exist.': '存在しないラベルがあります。',
  'One of the labels does not exist. An admin can make it in the settings.': '存在しないラベルがあります。管理者が設定で作成できます。',
  'A ticket cannot be merged into itself.': 'チケットをそれ自身に統合することはできません。',
  'This merge was taken back already.': 'この統合はすでに取り消されています。',
  'A merge can be taken back within {1} hours.': '統合を取り消せるのは{1}時間以内です。',
  '{1} was merged into another ticket since. Take that back first.':
    '{1} はその後、別のチケットに統合されました。先にその統合を取り消してください。',
  '{1} was merged into another ticket already.': '{1} はすでに別のチケットに統合されています。',
  '{1} was merged into another ticket. Merge into that one.': '{1} は別のチケットに統合されています。その統合先に統合してください。',
  'A ticket in the trash cannot be merged. Restore it first.': 'ゴミ箱のチケットは統合できません。先に元に戻してください。',
  'A ticket in the spam folder cannot be merged. Mark it as not spam first.':
    '迷惑メールのチケットは統合できません。先に迷惑メールを解除してください。',
  'The ticket has no contact: say who wrote.': 'このチケットにはお客様が登録されていません。誰からの連絡か指定してください。',
  'Write something, or attach a file.': '本文を入力するか、ファイルを添付してください。',
  'One of the attachments is not yours to send, or was sent already. Attach it again.':
    '送信できない添付ファイルか、送信済みの添付ファイルがあります。もう一度添付してください。',
  'This message is part of the conversation already.': 'このメッセージはすでにやり取りに含まれています。',
  'Only what customers wrote can be moved.': '移動できるのはお客様からのメッセージだけです。',
  'The message is on this ticket already.': 'このメッセージはすでにそのチケットにあります。',
  'That ticket was merged into another one. Move it there.': 'そのチケットは別のチケットに統合されています。統合先に移動してください。',
  'Say how it was resolved: this desk asks for a resolution text.':
    'このデスクでは解決内容の入力が必要です。解決の内容を入力してください。',
  'That time is past. Choose one to come.': 'その日時は過ぎています。これからの日時を選んでください。',
  'Say whom the first message goes to.': '最初のメッセージの宛先を指定してください。',
  'This message was sent already and cannot be taken back.': 'このメッセージはすでに送信されており、取り下げられません。',
  'A deletion of this ticket is scheduled already. Cancel it first.':
    'このチケットの削除はすでに予約されています。先に予約を取り消してください。',
  'Only a ticket in the trash can be deleted for good.': '完全に削除できるのはゴミ箱のチケットだけです。',
  '{1} is not a time zone; use a name like Europe/Berlin.': '{1} はタイムゾーンではありません。Asia/Tokyo のような名前を使ってください。',
  'Give a time, or one of {1}.': '日時か、次のいずれかを指定してください：{1}。',
  'A ticket can be put away for three years at most.': 'スヌーズできるのは最長3年です。',
  'A reply can be held back for a year at most.': '返信の送信を遅らせられるのは最長1年です。',
  'There is no file in the request.': 'リクエストにファイルがありません。',
  'This mail was sent, or is being sent right now.': 'このメールは送信済みか、送信中です。',
  'The mail was not taken: {1}': 'メールが受け付けられませんでした：{1}',

  // Why a mail is in its ticket
  '{1}, and its sender takes part there.': '{1}。送信者はこのチケットの参加者です。',
  '{1}, and the sender’s domain vouches for it.': '{1}。送信者のドメインがこのメールを認証しています。',
  '{1}, but the domain of {2} says that this mail is not from there.': '{1}。ただし、{2} のドメインはこのメールの送信を否認しています。',
  '{1}, but its sender no longer takes part there, so it became a new ticket linked to it.':
    '{1}。送信者がすでに参加者でないため、関連する新しいチケットになりました。',
  '{1}, but its sender no longer takes part there.': '{1}。ただし、送信者はすでに参加者ではありません。',
  '{1}, but {2} does not take part there.': '{1}。ただし、{2} はこのチケットの参加者ではありません。',
  'Possibly belongs to {1}: {2}, but nothing proves that it comes from {3}.':
    '{1} に属する可能性があります。{2}。ただし、{3} からのメールであることは確認できませんでした。',
  'It came to the reply address of {1}': '{1} の返信用アドレスに届きました',
  'It answers a mail of ours on {1}': '{1} で送信したメールへの返信です',
  'Its subject names {1}': '件名に {1} が含まれています',
  'its subject names {1}': '件名に {1} が含まれています',
  'It answers an earlier mail of the same sender on {1}': '{1} での同じ送信者の以前のメールに続くものです',
  'it answers an earlier mail of the same sender on {1}': '{1} での同じ送信者の以前のメールに続くものです',
  'its sender': '送信者',
  'Parts of this mail were too large to show; the original mail has them.':
    'このメールには大きすぎて表示できない部分があります。元のメールには含まれています。',
  'It passes on a mail of {1}.': '{1} のメールを転送したものです。',
  'It was brought in through the API.': 'APIを通じて取り込まれました。',
  'The sender could not be proved: the mail fails the checks its domain asks for.':
    '送信者を確認できませんでした。メールが、そのドメインの求める検証に合格していません。',
  'Nobody was told of it and nothing was changed.': '誰にも通知されず、何も変更されていません。',
  'This came from somebody who does not take part in this ticket.': 'このチケットに参加していない人からのメッセージです。',
  'Accept it to make it part of the conversation.': '承認するとやり取りに加わります。',

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
  'A desk can have {1} {2}. Retire one first.': 'デスクに設定できる数は{1}個までです。先に1つ廃止してください。',
  'A desk needs at least one type.': 'デスクには種類が少なくとも1つ必要です。',
  'is not there': '見つかりません',
  'A category cannot lie below itself.': 'カテゴリーをそれ自身の下に置くことはできません。',
  'Categories go {1} levels deep. Choose a place further up.': 'カテゴリーは{1}階層までです。もっと上の場所を選んでください。',
  'is there already': 'すでにあります',
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
  'this text went out by mail, which cannot be taken back. Write another reply or a note.':
    'この文章はメールで送信されており、取り消せません。別の返信かメモを書いてください。',
  'A description cannot be emptied.': '内容を空にすることはできません。',
  'is not JSON': 'JSONではありません',
  'are more than a desk can ask': 'デスクで尋ねられる数を超えています',

  // Many tickets, links, splits, prepared texts
  'There is nothing here, or you may not see it.': 'ここには何もないか、表示する権限がありません。',
  '{1} of your bulk changes are running already. Wait until one has ended.':
    '一括変更をすでに{1}件実行しています。1件終わるまでお待ちください。',
  'These are more than {1} tickets. Narrow the list with a filter, and do the rest after.':
    'チケットが{1}件を超えています。絞り込んでから実行し、残りは後で行ってください。',
  'No ticket matches any more. Reload the list.': '一致するチケットがなくなりました。一覧を再読み込みしてください。',
  'Name a label to put on or to take off.': '付けるラベルか外すラベルを指定してください。',
  'A label cannot be put on and taken off at once.': '同じラベルを同時に付けたり外したりすることはできません。',
  'Give a time, or one of the presets.': '日時か、用意された期間を指定してください。',
  'This cannot be taken back.': '取り消すことはできません。',
  'It is still running. Cancel it first, or wait until it has ended.': 'まだ実行中です。先に中止するか、終わるまでお待ちください。',
  'It was taken back already.': 'すでに取り消されています。',
  'It can be taken back within {1} hours.': '取り消せるのは{1}時間以内です。',
  'Somebody changed this since. It was left as it is.': 'その後に他の人が変更したため、そのまま残しました。',
  'The customer was told of it by mail. Set the status by hand if it has to change.':
    'お客様にメールでお知らせ済みです。変更が必要な場合は、ステータスを手動で設定してください。',
  'A ticket cannot be linked to itself.': 'チケットをそれ自身に関連付けることはできません。',
  'These tickets are linked in this way already.': 'これらのチケットはすでに同じように関連付けられています。',
  '{1} was merged into another ticket. Link that one.': '{1} は別のチケットに統合されています。その統合先と関連付けてください。',
  '{1} is in the trash. Restore it first.': '{1} はゴミ箱にあります。先に元に戻してください。',
  'This would close a circle: the parent is already part of the child.': '親チケットがすでに子チケットの下にあるため、循環してしまいます。',
  'Tickets can stand {1} levels deep at most.': 'チケットの階層は最大{1}段階です。',
  '{1} has {2} links already. Take one away first.': '{1} にはすでに関連付けが{2}件あります。先に1件解除してください。',
  '{1} has a parent already. Take that link away first.': '{1} にはすでに親チケットがあります。先にその関連付けを解除してください。',
  'These words were changed since they were masked, so that the mask fits them no longer.':
    'マスクした後に文章が変更されたため、マスクの位置が合わなくなりました。',
  'This desk asks for a resolution text. Say how it was resolved.':
    'このデスクでは解決内容の入力が必要です。解決の内容を入力してください。',
  'This desk files every ticket before it is resolved. Name a category.':
    'このデスクでは解決する前にカテゴリーを選びます。カテゴリーを指定してください。',
  'A ticket carries {1} labels at most.': '1つのチケットに付けられるラベルは{1}個までです。',
  'A reply that is held back cannot move. Take it back, or wait until it was sent.':
    '送信待ちの返信は移動できません。取り下げるか、送信されるまでお待ちください。',
  'Nothing would be left here. Leave at least one message, or change the title instead.':
    'ここに何も残りません。メッセージを1件以上残すか、代わりに件名を変更してください。',
  'This split was taken back already.': 'この分割はすでに取り消されています。',
  'A split can be taken back within {1} hours.': '分割を取り消せるのは{1}時間以内です。',
  'Somebody wrote in {1} since. Merge it into this ticket instead.':
    'その後 {1} に書き込みがありました。代わりにこのチケットへ統合してください。',
  '{1}. Choose one of the list.': '{1}。一覧から選んでください。',
  '{1} may not be sent from this desk. {2}': 'このデスクからは {1} を送信できません。{2}',
  'must be ids with commas between': 'IDをカンマで区切って指定してください',
  'is not a field': '項目ではありません',
  'Somebody else changed which fields this desk offers meanwhile.': '他の人がこのデスクの検索項目を変更しました。',
  'is longer than 16,000 characters': '16,000文字を超えています',
  'must be two times, the first and the one it ends before': '開始と終了の2つの日時にしてください',
  'must begin before it ends': '開始は終了より前にしてください',

  // Tickets handed on
  'The ticket is on this desk already. Choose another one.': 'チケットはすでにこのデスクにあります。別のデスクを選んでください。',
  'desk: takes no tickets from other desks. An admin can change that in its settings.':
    'このデスクは他のデスクからの転送を受け付けていません。管理者がデスクの設定で変更できます。',
  'takes no tickets from other desks': '他のデスクからの転送を受け付けていません',
  'One of the attachments is not on this ticket.': '添付ファイルの1つがこのチケットにありません。',
  'This ticket was not transferred by another desk: there is no customer to be told.':
    'このチケットは他のデスクから転送されたものではないため、案内するお客様がいません。',
  'The customer’s ticket is closed. Nobody writes to the customer there any more.':
    'お客様のチケットは終了しているため、案内を依頼できません。',
  'Nobody asked to tell this customer something, or they were told already.': 'お客様への案内は依頼されていないか、すでに案内済みです。',

  // The server itself
  'The database waits for its migrations.': 'データベースの移行を待っています。',
  'The disk of the database is full. Nothing was changed; reading goes on.':
    'データベースのディスクがいっぱいです。何も変更されていません。閲覧は続けられます。',
  'The upload broke off or is not multipart/form-data.': 'アップロードが中断されたか、multipart/form-dataではありません。',
  'Send the file as multipart/form-data.': 'ファイルをmultipart/form-dataとして送信してください。',
  'The body {1}.': 'リクエストの本文：{1}。',

  // What is wrong with a field
  'is missing': '入力が必要です',
  'is in use': '使われています',
  'is not known here': 'ここでは使えない項目です',
  'is not a field that can be asked for': '条件に使えない項目です',
  'is not wanted here': 'ここでは不要です',
  'is not an id': 'IDではありません',
  'is not a cursor': 'カーソルではありません',
  'is not a position of the feed': 'フィードの位置ではありません',
  'is not a mail address': 'メールアドレスの形式ではありません',
  'is not your present password': '現在のパスワードと一致しません',
  'has an account already': 'アカウントがすでにあります',
  'is not one of {1}': '次のいずれかにしてください：{1}',
  'is not a time zone like Asia/Tokyo': 'Asia/Tokyo のようなタイムゾーンではありません',
  'is not a key, or two with a space between': 'キー、または空白で区切った2つのキーではありません',
  'is not a name': '名前ではありません',
  'holds more than 100 keys': 'キーが100個を超えています',
  'is not a host': 'ホストではありません',
  'is not a host name': 'ホスト名ではありません',
  'is not an IP address or range': 'IPアドレスまたは範囲ではありません',
  'is not the name of a header': 'ヘッダー名ではありません',
  'is set by Statedesk': 'Statedeskが設定する項目です',
  'is nested deeper than {1} levels': '入れ子が{1}階層を超えています',
  'is no time of any calendar': '存在しない日時です',
  'is not an address that starts with https://': 'https:// で始まるアドレスではありません',
  'names a desk that does not exist': '存在しないデスクが含まれています',
  'names somebody who does not work here': 'ここのメンバーではない人が含まれています',
  'names a host that cannot be found': 'ホストが見つかりません',
  'names one header twice': '同じヘッダーが2回指定されています',
  'must have at least 10 characters': '10文字以上にしてください',
  'must have at most 200 characters': '200文字以内にしてください',
  'must be lower case letters, digits, _ and -': '英小文字、数字、_、- だけを使ってください',
  'must be 1 to 255 visible ASCII characters': '1～255文字の表示可能なASCII文字にしてください',
  'must be an object': 'オブジェクトにしてください',
  'must be a list': 'リストにしてください',
  'must be a list of 1 to {1} values': '1～{1}個の値のリストにしてください',
  'must be a number': '数値にしてください',
  'must be true or false': 'true か false にしてください',
  'must be an id': 'IDにしてください',
  'must be a text': '文字列にしてください',
  'must be one of {1}': '次のいずれかにしてください：{1}',
  'must be a key': 'キーにしてください',
  'must be at most {1} characters': '{1}文字以内にしてください',
  'must be a time with its offset, as 2026-01-31T09:00:00Z': '2026-01-31T09:00:00Z のように時差を含む日時にしてください',
  'must be an amount from 1 to {1} and a unit: {2}': '1～{1}の量と単位（{2}）を指定してください',
  'must start with https://; plain http goes only to networks that {1} names':
    'https:// で始めてください。httpを使えるのは {1} で指定したネットワークだけです',
  'may not contain line breaks or control characters': '改行や制御文字は使えません',
  'may not use port {1}': 'ポート{1}は使えません',
  'may not hold a user name or a password': 'ユーザー名やパスワードは含められません',
  'may hold letters, digits and signs of ASCII only, no line breaks': 'ASCIIの文字、数字、記号だけを使ってください（改行は使えません）',
  'may be ten at most': '10個までです',
  'may be messages, events, or both with a comma between': 'messages、events、または両方をカンマで区切って指定してください',
  'holds more than {1} conditions': '条件が{1}個を超えています',
  'holds a value that {1}': '正しくない値が含まれています（{1}）',
  'asks more than {1} things': '条件が{1}個を超えています',
  'contains the character U+0000': '文字 U+0000 が含まれています',
  'contains half of a character (a lone surrogate)': '不完全な文字（単独サロゲート）が含まれています',
  'contains a character that is none': '文字ではない文字コードが含まれています',
  'contains the key __proto__': 'キー __proto__ が含まれています',
  'contains the key {1} twice': 'キー {1} が2回含まれています',
  'leads to an address that is not public. Whoever runs this installation may allow its network with {1}':
    '公開されていないアドレスです。このサーバーの運用者は {1} でそのネットワークを許可できます',
  'the address contains the character U+0000': 'アドレスに文字 U+0000 が含まれています',

  // Writing
  'Only who wrote a reply can send it. You may take it back.': '返信を送信できるのは書いた本人だけです。取り消すことはできます。',
  'This message was sent already, or taken back.': 'このメッセージはすでに送信されたか、取り消されています。',
  'There is no status “{1}” in this lifecycle.': 'このライフサイクルに「{1}」というステータスはありません。',
  'Say to whom this message is forwarded.': 'メッセージの転送先を指定してください。',
  'What is forwarded resolves nothing. Reply to the customer for that.':
    '転送ではチケットを解決できません。解決するにはお客様に返信してください。',
  'This message is not on this ticket.': 'このメッセージはこのチケットのものではありません。',
  'Only a note calls colleagues: a reply goes to the customer.': 'メンションできるのはメモだけです。返信はお客様に届きます。',

  // Settings
  'is missing: a stored one goes only to the server and user it was meant for':
    '入力が必要です。保存済みのパスワードは、登録時のサーバーとユーザーにだけ使われます',
  'names a team that does not exist': '存在しないチームを指定しています',
  'is not a kind of setting': '設定の種類ではありません',
  'There is no relay yet. Enter one, or set SMTP_URL for the whole installation.':
    '中継サーバーがまだありません。入力するか、サーバー全体の SMTP_URL を設定してください。',
  'Say which mailbox to try.': '試すメールボックスを指定してください。',

  // Many tickets at once, related tickets
} satisfies Record<string, string>
