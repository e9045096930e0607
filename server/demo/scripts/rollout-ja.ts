import { after, agent, customer, note, type Script } from '../script.ts'

export const rolloutJa: readonly Script[] = [
  {
    titles: [
      '【{company}】シングルサインオンの設定（{seats}名）',
      '【{company}】認証基盤との接続について',
      '【{company}】{later}までの SSO 導入',
    ],
    labels: ['rollout', 'login'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`お世話になっております。{company} 情報システム部の{customer}です。
        このたび{seats}名で Folio Teams を導入するにあたり、社内の認証基盤とのシングルサインオンを設定したいと考えております。{later}までに完了させたいのですが、必要な情報をお知らせいただけますでしょうか。`),
      agent(`{family}様
        お世話になっております。導入担当の{agent}です。以下の情報をお送りください。
        - 認証基盤の発行者（Issuer）のアドレス
        - ご利用になるメールのドメイン
        - テスト用アカウント1件
        なお、クライアントシークレットは **メールではお送りにならない** ようお願いいたします。専用のリンクをご案内いたします。`),
      customer(`{agent}様
        以下のとおりお送りします。|Issuer: https://login.{domain}|ドメイン: {domain}|テスト用アカウントは folio-test です。シークレットはリンクから登録いたしました。
        {family}`),
      note(`検証環境で接続済み。mail、name、groups の対応付け完了。テストアカウントのログインも問題なし。`),
      agent(`{family}様
        検証環境での接続が完了いたしました。お手数ですが、テスト用アカウントと通常のアカウントで1回ずつログインし、グループの割り当てに誤りがないかご確認ください。問題がなければ、全員に適用いたします。`),
      customer(`両方ともログインでき、グループも正しく表示されました。適用をお願いいたします。`),
      agent(`適用いたしました。本日より{company}の皆様は、普段お使いのアカウントでログインいただけます。`),
    ],
    resolution: '{company}の{seats}名様全員にシングルサインオンを適用いたしました。',
  },
  {
    titles: [
      '【{company}】{device} {seats}台のキッティング',
      '【{company}】端末の一括設定のご相談',
      '【{company}】{city}事業所への{seats}台の展開',
    ],
    labels: ['rollout', 'shipping'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`いつもお世話になっております。{company}の{family}です。
        {later}に{device}が{seats}台、{city}の事業所に届く予定です。社内の無線 LAN と弊社の帳票テンプレートが最初から入った状態にしたいのですが、ご対応いただけますでしょうか。`),
      agent(
        `{family}様
        承知いたしました。設定プロファイルを弊社で作成いたします。添付のチェックリストに、無線 LAN の名称と必要なテンプレートをご記入のうえご返送ください。現場の皆様には電源を入れていただくだけで結構です。`,
        'checklist',
      ),
      customer(`チェックリストを記入しました。テンプレートは「訪問報告」と「週間計画」の2種類でお願いいたします。`),
      note(`プロファイル{code}を作成。残りに適用する前に、先方のネットワークで1台テストが必要。`),
      agent(`{family}様
        プロファイルの準備ができました。まず **1台のみ** 開梱し、無線 LAN の届く場所で電源を入れ、再起動後に2種類のテンプレートが表示されるかご確認いただけますでしょうか。`),
      after('later', customer(`1台目は問題なく起動し、テンプレートも表示されました。ただ、時計が1時間ずれているようです。`)),
      agent(
        `ご確認ありがとうございます。プロファイルにタイムゾーンの設定が漏れておりました。修正いたしましたので、一度再起動してご確認ください。`,
      ),
      customer(`正しい時刻になりました。残りの端末も開梱を進めます。ありがとうございます。`),
    ],
    resolution: '{seats}台すべてに、無線 LAN・テンプレート・タイムゾーンの設定が適用されました。',
  },
]
