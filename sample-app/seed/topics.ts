/** What the Gazette writes about: the name of a tag, and things that belong to it. */
export const TOPICS: Readonly<Record<string, readonly string[]>> = {
  Architecture: [
    'the glass library',
    'the old customs house',
    'brick arches',
    'the covered market'
  ],
  Astronomy: ['the hill observatory', 'meteor showers', 'dark skies', 'the winter eclipse'],
  Bakeries: ['rye bread', 'the corner bakery', 'sourdough', 'morning queues'],
  Bicycles: ['the cargo bike', 'protected lanes', 'the repair workshop', 'the ring path'],
  Birds: ['the returning swifts', 'the heron colony', 'nest boxes', 'the reed beds'],
  Books: [
    'second-hand paperbacks',
    'the travelling library',
    'the poetry prize',
    'lending shelves'
  ],
  Bridges: ['the swing bridge', 'the footbridge', 'rusted bolts', 'the toll house'],
  Chess: ['the park chess tables', 'the junior league', 'the long endgame', 'the club ladder'],
  Cinema: ['the last projector', 'silent films', 'the open-air screen', 'the Sunday matinee'],
  Climate: ['the flood wall', 'warm nights', 'the tide tables', 'shade trees'],
  Coffee: ['the harbour roastery', 'the tiny espresso bar', 'paper filters', 'the morning crowd'],
  Education: ['the evening school', 'the forest classroom', 'homework clubs', 'the science fair'],
  Energy: ['rooftop solar', 'the tidal turbine', 'the district heating', 'the battery shed'],
  Farming: ['the hillside orchard', 'heritage wheat', 'the milk round', 'hedgerows'],
  Ferries: ['the night ferry', 'the island crossing', 'the old timetable', 'the ticket office'],
  Football: ['the women’s team', 'the muddy pitch', 'the youth cup', 'the away supporters'],
  Gardens: ['the rooftop garden', 'allotment rows', 'the seed exchange', 'the walled garden'],
  Health: ['the walking clinic', 'the cold-water swimmers', 'school lunches', 'the night nurses'],
  History: ['the buried canal', 'ration books', 'the town archive', 'the cannery strike'],
  Housing: ['the tenants’ union', 'the empty flats', 'the courtyard houses', 'the rent register'],
  Jazz: ['the cellar quartet', 'hot-club swing', 'the brass school', 'the midnight set'],
  Kitchens: ['the fish stew', 'the shared kitchen', 'pickled lemons', 'the noodle counter'],
  Language: ['harbour slang', 'the night class', 'the phrase book', 'borrowed words'],
  Markets: ['the Saturday market', 'the flower stalls', 'the honest scales', 'the fish auction'],
  Museums: ['the ship models', 'the clock collection', 'the free Thursday', 'the map room'],
  Railways: ['the branch line', 'the signal box', 'the sleeper train', 'the station piano'],
  Rivers: ['the tidal pool', 'the towpath', 'the salmon ladder', 'the river wardens'],
  Software: ['the open timetable', 'the town’s website', 'the parking app', 'the data club'],
  Theatre: ['the puppet stage', 'the prompter', 'the amateur opera', 'the backstage crew'],
  Weather: ['the storm warning', 'sea fog', 'the first snow', 'the rain gauge']
}
