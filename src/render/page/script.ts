/**
 * The one script of the page: a click on a column's heading sorts its table. Without it every table is there and readable,
 * in the order of importance. Nothing is put into it, so that its hash can stand in the page's policy.
 */
export const script = `for (const table of document.querySelectorAll('table')) {
  if (table.tBodies[0].rows.length < 3) continue;
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => sort(table, heads, column));
  }
}
function sort(table, heads, column) {
  const head = heads[column];
  const was = head.getAttribute('aria-sort');
  const downFirst = head.classList.contains('number');
  const down = was === null ? downFirst : was === 'ascending';
  for (const other of heads) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
  rows.sort((a, b) => compare(a.key, b.key, down));
  body.append(...rows.map(({ row }) => row));
}
function keyOf(cell) {
  const text = cell.dataset.by ?? cell.textContent.trim();
  return text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}
function compare(a, b, down) {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return down ? -order : order;
}`;

/** Of the script, as a Content-Security-Policy names it; a test keeps it true. */
export const scriptHash = 'sha256-H30tgLgKbircFbbBgQBowphJR9YqoYGjmLr5OoC5DLk=';
