export const manyTickets = {
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
} satisfies Record<string, string>
