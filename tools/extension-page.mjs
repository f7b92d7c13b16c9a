// What the editor shows of README.md and CHANGELOG.md on the extension's page. That page follows links and shows
// pictures only where they are on https: without a place where the repository is published they become words.

/** The text with its relative links and pictures below `published`, or without them. */
export function extensionPage(text, published) {
  const relative = /(!?)\[([^\]]+)\]\((?![a-z]+:|#)([^)\s]+)\)/g;
  return text.replace(relative, (_, picture, words, file) => {
    if (published) return `${picture}[${words}](${published.replace(/\/*$/, '/')}${file})`;
    return picture ? `*${words}: shown by the command T-SQL: Open Execution Context Documentation.*` : words;
  });
}
