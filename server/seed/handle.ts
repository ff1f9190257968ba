/** Letters that no accent can be taken from. */
const foreign: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  œ: "oe",
  þ: "th",
};

/** A name as the first part of a user name: `josé  Núñez` → `jose.nunez`; "" when nothing is left. */
export function handleOf(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[ßæøđłıœþ]/g, (letter) => foreign[letter] ?? "")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, ".")
    .replaceAll(/^\.+|\.+$/g, "");
}
