export const tickets = {
  // Tickets and messages
  '“{1}” needs the permission {2}. An admin can grant it.': '「{1}」には {2} 権限が必要です。権限は管理者が付与できます。',
  '“{1}” is not possible: {2}': '「{1}」は実行できません。{2}',
  'This is not possible: {1}': '実行できません。{1}',
  'On this desk a ticket is of whoever writes first. Hand it on afterwards.':
    'このデスクでは、最初に書いた人がチケットの担当者になります。引き継ぎはその後に行ってください。',
  'Only a first message of yours can be held back. Say that you write first, or leave that out.':
    '送信を保留できるのは、こちらから最初に送るメッセージだけです。自分から先に書くことを指定するか、保留の指定を外してください。',
  'Copies go with a first message of yours. Say that you write first, or leave them out.':
    'CcとBccは、こちらから最初に送る場合に使えます。「こちらから連絡」を選ぶか、宛先を空にしてください。',
  'Write the first message.': '最初のメッセージを入力してください。',
  'An internal ticket mails nobody. Take the mark away, or write a note instead.':
    '内部チケットからは誰にもメールを送信しません。内部の設定を外すか、メモを書いてください。',
  'This desk has no mail address to write from. Add one in the settings, or choose another desk.':
    'このデスクには送信元のメールアドレスがありません。設定で追加するか、別のデスクを選んでください。',
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
  'Some tickets came meanwhile into statuses that have no place in the new version, and stayed as they are: {1}. Say where these go, and start again.':
    '新しいバージョンにないステータスになったチケットがあり、移行されずに残っています：{1}。移行先を指定して、もう一度開始してください。',
  'This message was moved to another ticket meanwhile. Reload.': 'このメッセージは別のチケットへ移動されました。再読み込みしてください。',
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

  // Writing
  'Only who wrote a reply can send it. You may take it back.': '返信を送信できるのは書いた本人だけです。取り消すことはできます。',
  'This message was sent already, or taken back.': 'このメッセージはすでに送信されたか、取り消されています。',
  'There is no status “{1}” in this lifecycle.': 'このライフサイクルに「{1}」というステータスはありません。',
  'Say to whom this message is forwarded.': 'メッセージの転送先を指定してください。',
  'What is forwarded resolves nothing. Reply to the customer for that.':
    '転送ではチケットを解決できません。解決するにはお客様に返信してください。',
  'This message is not on this ticket.': 'このメッセージはこのチケットのものではありません。',
  'Only a note calls colleagues: a reply goes to the customer.': 'メンションできるのはメモだけです。返信はお客様に届きます。',
  'Another draft of yours is kept here by now. Put both together, and keep that.':
    '別の画面などで保存された下書きがすでにあります。両方の内容をまとめて保存してください。',
} satisfies Record<string, string>
