import { after, agent, customer, note, type Script } from '../script.ts'

export const contactEn: readonly Script[] = [
  {
    titles: ['Change of delivery address, order {order}', 'Order {order} must go to our office', 'New address for {order} before it ships'],
    labels: ['shipping'],
    team: 'Logistics',
    talk: [
      customer(`Hello, I ordered a {product} this morning, {order}. I put in my old address by mistake. Please send it to our office instead:
        {company}|4 Mill Lane|{city}
        My number is in the order in case you need to call.|{customer}`),
      agent(`Hello {first},
        I caught the parcel just before it was packed. The address is changed to {company}, 4 Mill Lane. Is there somebody at the reception who may sign for it?`),
      customer(`Yes, Ms Doyle is at the reception from 8 to 5.`),
      agent(`Noted on the label. It leaves tonight, and you will get a message with the tracking number {tracking}.`),
      customer(`Many thanks for the quick help.`),
    ],
    resolution: 'The order goes to {company} now. The parcel {tracking} leaves tonight.',
  },
  {
    titles: ['Pen draws double lines on the {device}', '{device}: lines jump near the edge', 'Pen offset on {serial}'],
    labels: ['bug', 'warranty'],
    team: 'Technical',
    type: 'bug_report',
    talk: [
      customer(
        `Hi, near the left edge my pen draws two lines instead of one, about 2 mm apart. It started after the update to {version}. I use the {device}, serial {serial}.
        I have calibrated it three times, no difference. Photo below.
        {customer}`,
        'photo',
      ),
      agent(`Hi {first}, thank you for the photo. Two questions so that our engineers can reproduce it:
        - Does it happen with the case taken off?
        - Does a magnet (a laptop lid, for example) lie under the left edge while you write?`),
      customer(
        `You will laugh: without the case it is almost gone. But only almost, there is still a jump of maybe half a millimetre. It was perfect before the update.`,
      ),
      note(
        `Case magnet makes it worse, but there is a real regression in {version}: calibration table is rounded at the edge. Engineering has it.`,
      ),
      agent(
        `Our engineers confirmed it: the update rounds the calibration too coarsely at the edge, and the magnet of the case makes it visible. A corrected version is being tested now. Would you like to have it early?`,
      ),
      customer(`Yes please! I will write on paper for a few days if I must.`),
      agent(`It should have reached your device this morning. Please calibrate once more after the restart and tell me how it feels.`),
      customer(`Straight lines everywhere, with the case on. Well done!`),
    ],
    resolution: 'The calibration at the edge is exact again with the corrected version, and your lines are straight.',
  },
  {
    titles: ['Charged twice for order {order}', 'Two debits of {amount}', 'Double payment, {invoice}'],
    labels: ['billing', 'refund'],
    team: 'Billing',
    talk: [
      customer(
        `Hello, on {date} you debited {amount} twice for one order ({order}). Please send one of them back. I have attached the page of my bank.
        {customer}`,
        'photo',
      ),
      agent(`Hello {first},
        I am sorry about that. I see one payment and one reservation in our books. Reservations are released by the bank by themselves, but I would like to be sure. Does your bank show the second one as "pending" or as "booked"?`),
      customer(`Booked, since yesterday.|{first}`),
      note(`Booked on their side. The payment provider has a duplicate capture for {order}, so this needs a manual refund by Billing.`),
      agent(
        `Thank you, then it is a real second payment. Our billing team has refunded **{amount}** just now. It will be on your account by {later}.`,
      ),
      after('later', customer(`The money is back. Thanks for taking care of it.`)),
    ],
    resolution: 'The second payment of {amount} was refunded. It arrives by {later}.',
  },
]
