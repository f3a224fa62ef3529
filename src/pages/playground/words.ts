/** The words that the page comes with, in its language. */
export type Words = Readonly<Record<string, string>>;
