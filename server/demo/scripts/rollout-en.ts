import { after, agent, customer, note, type Script } from '../script.ts'

export const rolloutEn: readonly Script[] = [
  {
    titles: [
      '{company}: single sign-on for {seats} people',
      '{company}: connect our identity provider',
      '{company}: SSO before the go-live on {later}',
    ],
    labels: ['rollout', 'login'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`Hello,
        for our rollout of Folio Teams with {seats} people we need single sign-on with our identity provider. Our IT would like to do this before {later}.
        Which information do you need from us?
        Best regards,|{customer}|{company}`),
      agent(`Hello {first},
        Gladly. Please send us
        - the issuer address of your identity provider,
        - the mail domains of your people, and
        - one test account.
        The client secret should **not** come by mail: I will send you a link for it.`),
      customer(`Hi {agent},
        Issuer: https://login.{domain}|Domains: {domain}|The test account is folio-test. I have put the secret behind your link.
        {first}`),
      note(`Connected in the staging area, claims mapped: mail, name, groups. Test sign-in works.`),
      agent(
        `The connection is ready in the staging area. Please sign in once with your test account and once with a normal account, and check that the groups are the right ones. Tell us when you are content, then we switch it on for everybody.`,
      ),
      customer(`Both work, and the groups are correct. Please go ahead.`),
      agent(`It is switched on. Everybody of {company} signs in with their usual account from now on.`),
    ],
    resolution: 'Single sign-on is on for all {seats} people of {company}.',
  },
  {
    titles: [
      '{company}: {seats} devices to enrol',
      '{company}: enrolment of {device} in {city}',
      '{company}: device profile for {seats} notebooks',
    ],
    labels: ['rollout', 'shipping'],
    team: 'Projects',
    type: 'customer_request',
    talk: [
      customer(`Hello Larkfold,
        {seats} of our {device} arrive in {city} on {later}. We would like them to come up with our Wi-Fi, our templates and without the shop.
        Can you prepare a profile, and what do our people have to do?
        {customer}, {company}`),
      agent(
        `Hello {first},
        We prepare the profile for you. Attached is the checklist; please fill in the name of your Wi-Fi and which templates you want. Your people then only have to switch the devices on.`,
        'checklist',
      ),
      customer(`Checklist is back, filled in. We want the templates "Visit report" and "Weekly plan".
        {first}`),
      note(`Profile {code} built. Needs a test on a real device in their network before the rest.`),
      agent(
        `The profile is ready. Please unpack **one** device, switch it on near your Wi-Fi and tell us whether it shows both templates after the restart. If so, the others will behave the same.`,
      ),
      after('later', customer(`The first one came up nicely, both templates are there. But the clock was an hour off.`)),
      agent(
        `Thank you for spotting that: the time zone was missing in the profile. It is in now. Please restart the device once and check again.`,
      ),
      customer(`Now everything is right. We will unpack the others.`),
    ],
    resolution: 'All {seats} devices come up with your Wi-Fi, your templates and the right time zone.',
  },
]
