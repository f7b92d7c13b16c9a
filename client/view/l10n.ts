/** Labels of our pages in the language of the editor. The extension puts them into the page; English needs none. */
type Texts = Readonly<Record<string, string>>;

const texts = JSON.parse(document.getElementById('panel')?.dataset.texts ?? '{}') as Texts;

/** As `vscode.l10n`: the text where the language has it, and values in the places of `{0}`, `{1}`. */
export const l10n = {
  t: (text: string, ...values: readonly (string | number)[]): string =>
    (texts[text] ?? text).replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place)),
};
