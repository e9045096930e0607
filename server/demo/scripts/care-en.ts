import { after, agent, customer, note, type Script } from '../script.ts'

export const careEn: readonly Script[] = [
  {
    titles: ['Return of order {order}', 'I would like to send back the {product}', 'Withdrawal from order {order} ({product})'],
    labels: ['refund'],
    team: 'Billing',
    talk: [
      customer(`Hello,
        I received my {product} on {date} (order {order}). It is a nice device, but it is simply too big for my bag and I would like to return it.
        It is unused apart from switching it on once. How do I send it back, and who pays for the postage?
        Kind regards,|{customer}`),
      agent(
        `Hello {first},
        Thank you for your message. You can return the {product} within 30 days, and the postage is on us. I have attached a return label to this mail.
        - Put everything into the original box, including the cable.
        - Stick the label on the box and hand it in at any parcel shop.
        - Keep the receipt until your refund has arrived.
        The refund of {amount} reaches you within five working days after the parcel has arrived here.
        Would you tell me whether the pen is in the box as well?`,
        'returnLabel',
      ),
      customer(`Hi {agent},
        Yes, the pen and the cable are in the box. I dropped the parcel off this morning, the number on the receipt is {tracking}.
        Thanks for the quick reply!|{first}`),
      after('days', note(`Parcel {tracking} was scanned at the warehouse, item complete and unused. Refund released.`)),
      agent(`Hi {first},
        Your parcel arrived today, thank you. I have just released the refund of **{amount}** to the card you paid with. Depending on your bank it takes two to five working days until you see it.`),
      customer(`Perfect, thank you. I will probably order the smaller one instead.`),
    ],
    resolution:
      'Your return has arrived and {amount} was refunded to your card. It takes two to five working days until your bank shows it.',
  },
  {
    titles: ['Where is my parcel? Order {order}', 'Order {order}: no movement since {date}', 'Parcel {tracking} has not arrived'],
    labels: ['shipping'],
    team: 'Logistics',
    talk: [
      customer(`Hi there,
        My order {order} was supposed to arrive on {date}. The tracking page has been saying "in transit" for days: {tracking}.
        Could you please find out where it is? It is a birthday present, so I am getting a little nervous.
        {customer}`),
      agent(`Hi {first},
        I am sorry that you have to wait. I have asked the carrier to look for parcel {tracking}; they usually answer within one working day.
        Just to be sure: is the delivery address still the one in {city}, and is your name on the door bell?`),
      customer(`Yes, the address is correct and so is the name. I was home every day this week.|{first}`),
      note(
        `Carrier says the parcel was sorted into the wrong van in {city} and is back at the depot. New delivery attempt on {later}. If it fails, send a replacement.`,
      ),
      agent(`Good news: the parcel has been found. It had been loaded into the wrong van. The carrier will bring it on **{later}**, and I will keep an eye on it.
        If it does not reach you that day, just answer this mail and I will send a new one by express straight away.`),
      after('later', customer(`It has arrived, just in time. Thank you very much for your help!`)),
    ],
    resolution: 'Your parcel has been delivered. We have told the carrier about the delay, and we are sorry about the worry.',
  },
  {
    titles: ['Wrong item in order {order}', 'Received something else than I ordered ({order})', 'Missing {product} in parcel {tracking}'],
    labels: ['shipping', 'VIP'],
    team: 'Logistics',
    talk: [
      customer(
        `Good morning,
        I ordered two pieces of the {product} (order {order}), but there was a keyboard cover and only one of them in the box. Photo attached.
        Could you please send the missing one? I need both by {later}.
        Best,|{customer}|{company}`,
        'photo',
      ),
      note(`Picking list for {order} shows that shelf 14 and 15 were swapped. Told the warehouse.`),
      agent(`Good morning {first},
        Thank you for the photo, it is clear what happened: two shelves were swapped in our warehouse. I am sorry about that.
        The missing {product} leaves today by express. Please keep the cover, with our apologies; sending it back would only cost you time.
        Shall the parcel go to the same address in {city}?`),
      customer(`Yes, the same address. That is kind of you, thank you.`),
      agent(`It is on its way now: {tracking}. It should be with you tomorrow before noon.`),
      after('day', customer(`Received. All complete now.|{first}`)),
    ],
    resolution: 'The missing {product} was sent by express and has arrived. The cover is yours to keep.',
  },
  {
    titles: [
      'Invoice {invoice} without our VAT number',
      'Please correct invoice {invoice}',
      'Billing address on invoice {invoice} is wrong',
    ],
    labels: ['billing'],
    team: 'Billing',
    talk: [
      customer(
        `Dear Sir or Madam,
        The invoice {invoice} for our order {order} shows my private name instead of our company, and our VAT number is missing. Our accounting cannot book it like this.
        Please issue a corrected invoice to:
        {company}|12 Harbour Street|{city}
        Kind regards,|{customer}`,
        'invoice',
      ),
      agent(`Dear {first},
        Of course. I only need your VAT number, then I can cancel {invoice} and issue a new one for {company}.`),
      customer(`Sorry, I forgot that. It is GB 912 3456 78.
        Thanks,|{first}`),
      agent(
        `Thank you. The corrected invoice is attached, and a credit note for the old one went to the same address. Nothing changes about the payment.`,
        'invoice',
      ),
      customer(`Great, accounting is happy. Thank you!`),
    ],
    resolution: 'A corrected invoice for {company} was issued and the old one was cancelled.',
  },
]
