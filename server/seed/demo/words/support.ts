import type { Random } from "../../random.ts";

export type TicketCategory = "account" | "abuse" | "content" | "privacy" | "technical" | "other";
export type TicketAbout = "posts" | "comments" | "users" | null;

/** What people write to the support for, and how such a conversation goes. */
export interface TicketKind {
  readonly category: TicketCategory;
  readonly about: TicketAbout;
  readonly subject: string;
  readonly description: string;
  /** In turn: staff, person, staff, person. */
  readonly conversation: readonly string[];
  readonly note?: string;
}

export const ticketKinds: readonly TicketKind[] = [
  {
    category: "abuse",
    about: "comments",
    subject: "A comment that insults me",
    description: "Under my post somebody writes things that are no opinion any more. Can you look?",
    conversation: [
      "Thank you for telling us. I have the comment here and am looking at what was written before it.",
      "There was one more yesterday, under the same post.",
      "Both are gone now, and the author has been told why. Write again if it goes on.",
      "That was quick. Thank you.",
    ],
    note: "Second complaint about this author within a month.",
  },
  {
    category: "abuse",
    about: "users",
    subject: "Somebody pretends to be me",
    description: "This account uses my name and my photograph and asks my friends for money.",
    conversation: [
      "That is serious. Which account is yours, and since when does the other one write to your friends?",
      "Mine is the one I write from. The first message I heard of was on Monday.",
      "We compared both accounts and have what we need. It is with our compliance team now.",
    ],
    note: "Signed up from the same network as two closed accounts.",
  },
  {
    category: "content",
    about: "posts",
    subject: "My post has disappeared",
    description:
      "I wrote it last week, people answered, and now the page says that there is nothing.",
    conversation: [
      "I can see it in our records. It was removed after a report; I have asked for a second look.",
      "I had not realised that it named somebody. I would leave the name out.",
      "Understood. I pass that on, and you will hear from us.",
    ],
  },
  {
    category: "content",
    about: "posts",
    subject: "This post shows my flat",
    description:
      "The photograph in this post shows my front door with the name on it. I did not agree.",
    conversation: [
      "I understand. We have asked the author to take it down and will do it ourselves tomorrow.",
      "Thank you. It is still there today.",
      "It has been removed now.",
    ],
    note: "Author did not answer within a day.",
  },
  {
    category: "account",
    about: null,
    subject: "I cannot change my e-mail address",
    description: "The old address is from a company I have left, and the confirmation goes there.",
    conversation: [
      "We can do that for you. From which address do you write, and what was your user name in spring?",
      "From the new one. The user name has been the same since I signed up.",
      "Done. Your sign-in works with the new address as of now.",
      "Works, thank you!",
    ],
  },
  {
    category: "account",
    about: null,
    subject: "Close my account",
    description:
      "I would like to leave, with everything that I wrote. Nothing is wrong, it is just time.",
    conversation: [
      "That is a pity, and of course possible. Your posts and the answers under them go too. Shall we?",
      "Yes.",
      "It will be closed within two days.",
    ],
  },
  {
    category: "privacy",
    about: null,
    subject: "What do you store about me?",
    description: "I would like a copy of everything, as the law provides.",
    conversation: [
      "You will have it within 30 days, usually sooner. We send it to the address of your account.",
      "Good. As a file that one can read without a computer scientist, if possible.",
    ],
    note: "Export requested from compliance.",
  },
  {
    category: "privacy",
    about: "posts",
    subject: "My private post was visible",
    description: "A colleague quoted a sentence that I had posted for friends only.",
    conversation: [
      "I looked at the history: the post was public for its first two hours, and then you changed it.",
      "Then that was me. I thought friends was the default.",
      "It can be made the default in your settings. I have left a note for our designers as well.",
    ],
  },
  {
    category: "technical",
    about: null,
    subject: "Pictures do not load",
    description:
      "Since this morning there are grey boxes where the pictures should be. Text is fine.",
    conversation: [
      "Thank you. Are you in a company's network, and does it happen on your telephone as well?",
      "Only in the office, the telephone is fine.",
      "Then your network blocks our image server. I send you the name that has to be allowed.",
    ],
  },
  {
    category: "technical",
    about: "posts",
    subject: "A thread that does not open",
    description:
      "Under this post there are hundreds of comments, and the page stops before the end.",
    conversation: [
      "I can reproduce it with the oldest comments. A repair is on its way.",
      "Good to hear. It is only that one thread.",
      "It loads for me now. Could you try?",
      "Yes, all of it.",
    ],
    note: "Same cause as the slow list of comments, see the operators' board.",
  },
  {
    category: "other",
    about: null,
    subject: "Hashtags for our club",
    description: "We are a rowing club and wonder whether a hashtag can be reserved for us.",
    conversation: [
      "Hashtags belong to everyone, so we do not reserve them. A blog of the club would be yours alone.",
      "That would do as well. Thank you!",
    ],
  },
];

export const pickKind = (random: Random): TicketKind => random.pick(ticketKinds);
