/**
 * The text with what cannot be seen, or would steer a reader's terminal, shown by its code: 渑⟨U+200B⟩池. Emoji keep
 * their selectors.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb]/gu,
    (character) => `⟨${codePointName(character)}⟩`,
  );

/** U+200B, of the first character. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
