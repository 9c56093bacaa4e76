export const FIRST_NAMES = [
  'Amara',
  'Anselm',
  'Bea',
  'Cyril',
  'Dalia',
  'Edda',
  'Farid',
  'Greta',
  'Hugo',
  'Imani',
  'Jonas',
  'Kaya',
  'Leo',
  'Mirela',
  'Nadia',
  'Oskar',
  'Petra',
  'Quinn',
  'Rosa',
  'Sami'
] as const

export const LAST_NAMES = [
  'Abara',
  'Brandt',
  'Castel',
  'Duarte',
  'Eklund',
  'Fontaine',
  'Grimaldi',
  'Halloran',
  'Ivanov',
  'Jensen',
  'Kovacs',
  'Lindqvist',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Quist',
  'Reinhardt'
] as const

export const PLACES = [
  'Port Maren',
  'the upper town',
  'Saint-Odo',
  'the harbour',
  'Lower Quay',
  'Mill Street',
  'the eastern suburbs',
  'Kestrel Hill',
  'the Tannery',
  'Old Ferry Lane',
  'the islands',
  'Nuage-sur-Mer',
  'the canal district',
  'Ashwater',
  'the university quarter',
  'Lantern Square'
] as const

export const PEOPLE = [
  'the council',
  'a retired engineer',
  'two sisters',
  'the night watch',
  'schoolchildren',
  'a stubborn librarian',
  'the harbour master',
  'volunteers',
  'the mayor',
  'a small cooperative',
  'the oldest resident',
  'a visiting botanist',
  'local historians',
  'the apprentices'
] as const

export const EVENTS = [
  'the spring storm',
  'a quiet vote',
  'the summer festival',
  'a very long winter',
  'the centenary',
  'last year’s flood',
  'a chance discovery',
  'the new timetable',
  'ten years of waiting',
  'an anonymous gift',
  'the strike',
  'a single letter'
] as const

export const VERBS = [
  'rebuild',
  'rethink',
  'defend',
  'map',
  'count',
  'rescue',
  'celebrate',
  'argue about',
  'rediscover',
  'measure',
  'share',
  'look after'
] as const

export const TIMES = [
  'this week',
  'before sunrise',
  'since the war',
  'on the first Monday of the month',
  'every autumn',
  'for the third year running',
  'after the last tram',
  'in plain sight'
] as const

export const OPINIONS = [
  'I walked past this every day and never knew.',
  'My grandmother worked there for thirty years. Thank you for writing it down.',
  'Lovely piece, but the photograph is from the other side of the river.',
  'Could you publish the figures as a table?',
  'This is exactly why I read the Gazette.',
  'I respectfully disagree with the second half.',
  'Went there on Sunday because of this article. Worth the trip.',
  'The council should read this twice.',
  'Small correction: it opened in the spring, not in the autumn.',
  'More of this, please.',
  'Who is looking after it now?',
  'We tried the same in our street, and it took four years.',
  'I laughed at the last paragraph, then read it to my neighbour.',
  'Does anybody know whether there is a waiting list?',
  'A good reminder that nothing here happened by itself.',
  'Printed and pinned to the kitchen door.'
] as const
