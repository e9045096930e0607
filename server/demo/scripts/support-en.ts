import { after, agent, customer, note, type Script } from '../script.ts'

export const supportEn: readonly Script[] = [
  {
    titles: [
      'Folio Sync stops since version {version}',
      'Notebooks no longer sync on my {device}',
      'Sync hangs at "Preparing" ({device}, {version})',
    ],
    labels: ['bug'],
    team: 'Technical',
    type: 'bug_report',
    talk: [
      customer(
        `Hi support,
        Since I installed version {version} my {device} does not sync any more. It says "Preparing" and stays there for hours. My laptop shows the state of {date}.
        I have restarted the device twice. Screenshot below.
        {customer}`,
        'screenshot',
      ),
      agent(`Hi {first},
        Thank you for the screenshot. "Preparing" for so long usually means that one page cannot be read and the rest waits behind it. Could you please
        - connect the device to power,
        - open Settings > Help > Send report, and
        - tell me the serial number on the back?
        The report contains file names and times, but nothing of what you wrote.`),
      customer(
        `Done. The serial number is {serial}. I attached the log from my laptop too, in case it helps.
        {first}`,
        'log',
      ),
      note(
        `Log shows page 212 of "Meeting notes" with a stroke of zero points, same as the case last week. Fixed in the next release; workaround is to move that page out of the notebook.`,
      ),
      agent(`Found it: page 212 of the notebook "Meeting notes" holds an empty stroke that version {version} trips over. Until the fix comes:
        - Open that notebook and go to page 212.
        - Move the page into a new notebook.
        - Sync again.
        It should take a few minutes and then everything is up to date.`),
      customer(`That did it! All 214 pages are on my laptop now. Thank you, that was quick.`),
    ],
    resolution:
      'One page held an empty stroke that version {version} could not read. After moving it everything synced; the next version repairs such pages by itself.',
  },
  {
    titles: [
      '{device} battery lasts only a day',
      'Battery of my {device} drains overnight since {date}',
      'Battery empty after the update to {version}',
    ],
    labels: ['how-to'],
    team: 'Technical',
    talk: [
      customer(`Hello,
        My {device} used to run for two weeks. Since {date} I have to charge it every evening, even when I hardly use it. Is the battery broken? It is only four months old.
        Regards,|{customer}`),
      agent(`Hello {first},
        That is certainly not normal, but in most cases the battery is fine. Would you please look at Settings > Battery and tell me which entry is at the top?`),
      customer(`It says "Handwriting index 81 %".|{first}`),
      note(`Index rebuild loops when the disk is more than 95 % full. Ask for free space.`),
      agent(`That explains it. After the update the device rebuilds its handwriting index, and when the storage is nearly full it starts again and again.
        Please delete or archive a few large PDF files until at least 500 MB are free. The rebuild then finishes overnight, and after that you should be back to two weeks.`),
      after(
        'days',
        customer(`I moved the big PDFs to the computer. After two days the battery is still at 91 %. Looks good!
        Thanks,|{first}`),
      ),
    ],
    resolution:
      'The handwriting index kept being rebuilt because the storage was nearly full. With 500 MB free it finished and the battery lasts again.',
  },
  {
    titles: [
      'Locked out since {date}: new phone, no codes',
      'Two-step code not accepted on my {device}',
      'Cannot sign in to Folio Sync since {date}',
    ],
    labels: ['login'],
    team: 'Technical',
    talk: [
      customer(`Hi,
        I have a new phone and the codes of the old one are gone. Folio Sync asks me for a six-digit code which I cannot give. My account is the address I am writing from.
        I need my notes for a lecture on {later}. Please help!
        {customer}`),
      agent(`Hi {first},
        No need to worry, your notes are safe. Do you still have the ten recovery codes that you were shown when you turned two-step sign-in on? One of them replaces the six digits.
        If not, I can reset the second step after a short check. For that I need the serial number of your device and the date of your last order.`),
      customer(`The recovery codes are, of course, on the old phone...
        Serial number {serial}, last order {order} at the beginning of the year.`),
      note(`Serial number and order match the account. Reset approved by {agent}, four-eyes check done.`),
      agent(
        `Thank you, both match. I have reset the second step. Please sign in with your password, and you will be asked to set it up again. This time **print the recovery codes** and put them somewhere safe.`,
      ),
      customer(`I am in! And the codes are on paper now. Thanks a lot.|{first}`),
    ],
    resolution: 'The two-step sign-in was reset after a check of your device and order, and you have set it up again.',
  },
  {
    titles: [
      'PDF export cuts off the right margin ({device}, {version})',
      'Export to PDF: lines missing in {version}',
      'Exported pages look different from the {device}',
    ],
    labels: ['bug', 'feature request'],
    team: 'Technical',
    type: 'feature_request',
    talk: [
      customer(
        `Hello Larkfold team,
        when I export a landscape page as PDF, about a centimetre on the right is missing. On the {device} itself everything is there. It happens with every notebook in landscape.
        By the way: an export as plain text would be wonderful.
        {customer}`,
        'screenshot',
      ),
      agent(`Hello {first},
        Thanks for the clear description. I can see the same on my own device with version {version}. Does it also happen when you choose "A4" instead of "Same as page" in the export dialogue?`),
      customer(`No, with A4 the page is complete, only a bit smaller.`),
      note(
        `Reproduced. "Same as page" uses portrait width for landscape pages. Filed with engineering, planned for the next minor version.`,
      ),
      agent(`Thank you for trying it. We found the mistake: "Same as page" takes the width of an upright page. The fix comes with the next version; until then A4 is the way to go.
        I have passed on your wish for a text export. You are not the only one who asked.`),
      customer(`Good to know, A4 is fine for now. Looking forward to the text export!`),
    ],
    resolution: 'Landscape pages were exported with the width of an upright page. Choose A4 until the next version, which corrects it.',
  },
]
