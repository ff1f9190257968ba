/** "profilePictureUrl" → "profile picture URL" */
export function propertyWords(property: string): string {
  return property
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/\burl\b/g, "URL")
    .replace(/\bid\b/g, "id");
}
