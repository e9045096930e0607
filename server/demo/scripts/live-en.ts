import { agent, customer, type Script } from '../script.ts'

export const liveEn: readonly Script[] = [
  {
    titles: ['Chat: order {order}', 'Chat with {customer} about delivery', 'Chat: when does {order} arrive?'],
    labels: ['shipping'],
    talk: [
      customer(`Hi! Can you tell me when order {order} arrives?`),
      agent(`Hi {first}, {agent} here. One moment, I am looking it up.`),
      agent(`It left our warehouse this morning, tracking number {tracking}. The carrier says {later}.`),
      customer(`Hm, I am not home that day. Can it go to a parcel shop?`),
      agent(`Yes. Which one would you like? There is one in the station of {city} and one at 20 Market Square.`),
      customer(`The station please`),
      agent(`Done, you will get a message when it is there. Anything else I can do for you?`),
      customer(`No, that's all. Thanks!`),
      agent(`You are welcome. Have a nice day!`),
    ],
  },
  {
    titles: ['Chat: discount code {code}', 'Chat: code {code} does not work', 'Chat about a voucher ({code})'],
    labels: ['billing'],
    talk: [
      customer(`hello, the code {code} from your newsletter does not work in the basket`),
      agent(`Hello {first}! What does the basket say when you enter it?`),
      customer(`"This code is not valid for these articles"`),
      agent(`Ah, I see. The code is for accessories, and you have a {product} in your basket, which is already reduced.`),
      customer(`oh. that was not clear from the mail`),
      agent(`You are right, the wording is confusing. I can give you free shipping instead. Shall I?`),
      customer(`yes please, that's nice`),
      agent(`It is in your basket now. I will also tell the newsletter team.`),
      customer(`ordered. thank you :)`),
    ],
  },
  {
    titles: ['Chat: pen does not pair with {device}', 'Chat with {customer}: new pen', 'Chat with {customer}: second pen for the {device}'],
    labels: ['how-to'],
    talk: [
      customer(`I bought a second pen but my {device} does not find it`),
      agent(`Hi {first}, let's get that working. Is the light at the end of the pen blinking?`),
      customer(`no light at all`),
      agent(`Then it is still in transport mode. Please hold the button for ten seconds, until it turns blue.`),
      customer(`ok... blue now!`),
      agent(`Great. Now Settings > Pens > Add, and hold the pen above the screen.`),
      customer(`it is there! do I have to calibrate it?`),
      agent(`Once, yes. It takes half a minute, the device leads you through it.`),
      customer(`works, thanks!`),
    ],
  },
]
