/**
 * Sentences of the demo. {thing} and {tag} come from the post's topic, {place} from the places and
 * {name} is the first name of whoever is answered.
 */
export const openings: readonly string[] = [
  "Spent the whole morning with {thing}.",
  "Finally: {thing}.",
  "Nobody told me about {thing}.",
  "A small report from {place}: {thing}.",
  "Does anyone here know their way around {thing}?",
  "Day three of {thing}.",
  "I said I would never write about {thing}. Here we are.",
  "Two years ago I would not have believed this about {thing}.",
  "Back from {place}, and all I can talk about is {thing}.",
  "Unpopular opinion: {thing} is worth every minute.",
  "Found in {place}: {thing}.",
  "Question for the {tag} people: what do you do about {thing}?",
  "My neighbour introduced me to {thing}, and now there is no way back.",
  "Some notes on {thing}, before I forget them.",
];

export const middles: readonly string[] = [
  "It took three attempts and one phone call.",
  "The weather helped, for once.",
  "I have made every mistake there is, so ask me anything.",
  "If you have a better way, I want to hear it.",
  "It is easier than it looks and harder than they say.",
  "There is a photograph, but it does not do it justice.",
  "I wrote down what worked and what did not.",
  "The trick is patience, which I borrowed from a friend.",
  "Next week we try again with more people.",
  "It cost almost nothing.",
  "I am told this is how it has always been done in {place}.",
];

export const closings: readonly string[] = [
  "More soon.",
  "That is all.",
  "Who is in?",
  "I regret nothing.",
  "Tell me I am not alone.",
  "We meet on Thursday, as always.",
  "Recommendations welcome.",
  "Now for a long sleep.",
];

export const answers: readonly string[] = [
  "This is lovely.",
  "How long did it take you?",
  "I had the same with {thing} last year.",
  "Count me in.",
  "Where exactly in {place}?",
  "Could you write down the steps?",
  "My father swears by {thing}.",
  "I am not convinced, but I would like to be.",
  "Saving this for the winter.",
  "Is there a photograph?",
  "We tried it yesterday. It works.",
  "This made my day.",
  "I know nothing of {tag}, and yet I read it to the end.",
  "Bring some on Thursday!",
  "You should tell Thursday's group about it.",
  "What would you do differently?",
];

export const replies: readonly string[] = [
  "{name}, exactly that.",
  "@{name} about two hours, with breaks.",
  "I see it differently, {name}: without {thing} it is only half of it.",
  "Thank you, {name}!",
  "{name} is right.",
  "Not in my experience, {name}.",
  "@{name} near the old bridge, behind the bakery.",
  "I will send you the list, {name}.",
  "Then I did it wrong for ten years.",
  "Does that also hold in the cold?",
  "Only on weekdays, I think.",
  "Ha, fair enough.",
  "Good to know, that settles it.",
  "Could you explain the second part, {name}?",
  "Agreed, and I would add: do not hurry.",
  "Let us continue this on Thursday.",
  "That is what the book says too.",
  "We will have to agree to disagree, {name}.",
];

export const spam: readonly string[] = [
  "Earn 4000 a week from home, write to me in private!!!",
  "Cheap followers, first 500 for free, link in my profile",
  "You have WON. Confirm your address within 24 hours",
  "Best watches, original boxes, 80 % off today only",
];

export const insults: readonly string[] = [
  "Nobody asked for your opinion, and nobody ever will.",
  "People like you should not be allowed to post here.",
  "I know where your club meets. Watch out.",
];

export const bios: readonly string[] = [
  "Mostly {tag}, sometimes {tag2}.",
  "Lives in {place}. Writes about {tag}.",
  "{tag} before breakfast, {tag2} after.",
  "Retired teacher, {tag} and two grandchildren.",
  "Here for {tag}. No private messages.",
  "Engineer in {place}. Opinions about {tag2} are my own.",
  "Learning {tag} in public.",
  "Translator between {place} and {place2}.",
];

export const blogTitles: readonly string[] = [
  "A year of {thing}",
  "What {thing} taught me",
  "{place}, slowly",
  "Notes on {thing}",
  "The {tag} diary, part {number}",
  "In praise of {thing}",
  "Everything I got wrong about {thing}",
];
