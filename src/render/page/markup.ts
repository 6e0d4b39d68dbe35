import { oneLine, percent } from '../../text.ts';

/** Text that is HTML already. Only `html` and the charts make it; every other text is escaped where it is put in. */
export interface Markup {
  markup: string;
}

type Part = Markup | string | number | null | readonly Part[];

/** A template whose values are escaped, but for markup and lists of it; null leaves nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return { markup: strings.reduce((text, next, index) => text + written(values[index - 1]!) + next) };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(written).join('');
}

/** Fit for an element's text and for a quoted attribute, in HTML and in SVG; nothing in it acts, breaks or turns a line. */
export function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A path that breaks at its slashes, its last part in front of the rest. */
export function pathMarkup(path: string): Markup {
  const parts = path.split('/');
  const name = parts.pop()!;
  const directories = parts.map((part) => html`${part}/<wbr>`);
  return html`<code class="path">${directories}<b>${name}</b></code>`;
}

/** Our own sentences, in which backticks mean code. */
export function sentence(text: string): Markup {
  const parts = text.split('`');
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}

/** A bar that says a share again, which stands beside it in words. */
export function bar(share: number, tone = ''): Markup {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
  return html`<span class="bar ${tone}" aria-hidden="true"><i style="width:${width}%"></i></span>`;
}

/** A bar with the share itself, in a column of such. */
export function shareBar(share: number): Markup {
  return html`${bar(share)}<span class="told share">${percent(share)}</span>`;
}

/** `–` where there is nothing to say. */
export function percentOrDash(share: number | null): string {
  return share === null ? '–' : percent(share);
}

/** A section of the page; its heading can be linked to. */
export function section(id: string, title: string, content: Markup): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;
}

/** How a column reads and sorts. */
export interface Column {
  title: string;
  /** Numbers stand to the right. */
  number?: boolean;
  /** It holds bars and takes the room that is left. */
  wide?: boolean;
}

/** One cell: what it shows, and the value that it is sorted by where that is not its text. */
export interface Cell {
  shown: Markup | string | number;
  by?: number | string | null;
  /** The row's name: a reader who is read to hears it with each cell. */
  heading?: boolean;
}

/** A row, with an id where others link to it. */
export interface Row {
  id?: string;
  cells: readonly Cell[];
}

/** A table that scrolls in its own box; in `cards` each row becomes a card on a narrow screen. */
export function table(caption: string, columns: readonly Column[], rows: readonly Row[], look = ''): Markup {
  const heads = columns.map(
    ({ title, number, wide }) =>
      html`<th scope="col"${number ? html` class="number"` : wide ? html` class="wide"` : null}>${title}</th>`,
  );
  const body = rows.map(
    ({
      id,
      cells,
    }) => html`<tr${id === undefined ? null : html` id="${id}"`}>${cells.map((cell, index) => tableCell(cell, columns[index]!))}</tr>
`,
  );
  return html`<div class="table ${look}" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

function tableCell({ shown, by, heading }: Cell, { title, number }: Column): Markup {
  const attributes = html`${number ? html` class="number"` : null}${by === undefined ? null : html` data-by="${by ?? ''}"`} data-title="${title}"`;
  return heading ? html`<th scope="row"${attributes}>${shown}</th>` : html`<td${attributes}>${shown}</td>`;
}
