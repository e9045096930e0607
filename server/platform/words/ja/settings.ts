export const settings = {
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

  // Settings
  'is missing: a stored one goes only to the server and user it was meant for':
    '入力が必要です。保存済みのパスワードは、登録時のサーバーとユーザーにだけ使われます',
  'names a team that does not exist': '存在しないチームを指定しています',
  'is not a kind of setting': '設定の種類ではありません',
  'There is no relay yet. Enter one, or set SMTP_URL for the whole installation.':
    '中継サーバーがまだありません。入力するか、サーバー全体の SMTP_URL を設定してください。',
  'Say which mailbox to try.': '試すメールボックスを指定してください。',
} satisfies Record<string, string>
