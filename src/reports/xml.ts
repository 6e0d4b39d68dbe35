import { type Fail, lineNumber, lineOf, runCount } from './report.ts';

/** What XML is read as, in the order of the text. */
export type XmlEvent =
  | { type: 'open'; name: string; attributes: ReadonlyMap<string, string>; offset: number }
  | { type: 'close'; name: string }
  | { type: 'text'; text: string };

/** An element's beginning. */
export type XmlElement = Extract<XmlEvent, { type: 'open' }>;

/** Deeper than this nests no report. */
const deepest = 200;

const tag = /<(\/?)([^\s<>="'/!?]+)/y;
const attribute = /\s+([^\s<>="'/]+)\s*=\s*("[^"<]*"|'[^'<]*')/y;
const tagEnd = /\s*(\/?)>/y;
const doctype = /<!DOCTYPE\s[^[<>]*>/y;
const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The elements and texts of an XML document, strictly: what is not well formed ends in `fail`. A document type may be
 * named (JaCoCo and Cobertura do) but declares nothing here: no entity but the five of XML itself is known, so that
 * none can be a bomb or a file. docs/adr/0009.
 */
export function* readXml(text: string, fail: Fail): Generator<XmlEvent> {
  const inside: string[] = [];
  const lineAt = (offset: number) => lineOf(text, offset);
  let offset = 0;
  let roots = 0;
  while (offset < text.length) {
    const next = text.indexOf('<', offset);
    const end = next === -1 ? text.length : next;
    if (end > offset) {
      if (inside.length > 0) yield { type: 'text', text: decoded(text.slice(offset, end), offset) };
      else if (text.slice(offset, end).trim() !== '') throw fail('text outside of the root element', lineAt(offset));
      offset = end;
    } else if (text.startsWith('<!--', offset)) offset = after('-->', offset + 4, 'comment');
    else if (text.startsWith('<?', offset)) offset = after('?>', offset + 2, 'processing instruction');
    else if (text.startsWith('<![CDATA[', offset) && inside.length > 0) {
      const start = offset + 9;
      offset = after(']]>', start, 'CDATA section');
      yield { type: 'text', text: text.slice(start, offset - 3) };
    } else if (text.startsWith('<!', offset)) {
      const found = roots === 0 ? matchAt(doctype, text, offset) : null;
      if (!found)
        throw fail('a document type with declarations of its own (entities), which is refused', lineAt(offset));
      offset += found[0].length;
    } else {
      const start = offset;
      const [open, slash, name = ''] = matchAt(tag, text, start) ?? [];
      if (open === undefined) throw fail('a `<` that begins no tag', lineAt(start));
      offset += open.length;
      if (slash === '/') {
        const closed = matchAt(tagEnd, text, offset);
        if (!closed || closed[1] === '/') throw fail(`</${name} is not finished`, lineAt(start));
        offset += closed[0].length;
        const opened = inside.pop();
        if (opened !== name) throw fail(`</${name}> closes ${opened ? `<${opened}>` : 'nothing'}`, lineAt(start));
        yield { type: 'close', name };
        continue;
      }
      if (inside.length === 0 && ++roots > 1) throw fail('a second root element', lineAt(start));
      const attributes = new Map<string, string>();
      for (let found = matchAt(attribute, text, offset); found; found = matchAt(attribute, text, offset)) {
        const [whole, key = '', value = ''] = found;
        if (attributes.has(key)) throw fail(`<${name}> has \`${key}\` twice`, lineAt(offset));
        attributes.set(key, decoded(value.slice(1, -1), offset));
        offset += whole.length;
      }
      const ended = matchAt(tagEnd, text, offset);
      if (!ended) throw fail(`<${name}> is not finished, or an attribute of it is not quoted`, lineAt(start));
      offset += ended[0].length;
      yield { type: 'open', name, attributes, offset: start };
      if (ended[1] === '/') yield { type: 'close', name };
      else if (inside.push(name) > deepest) throw fail(`elements nest deeper than ${deepest}`, lineAt(start));
    }
  }
  if (inside.length > 0) throw fail(`ends inside <${inside.at(-1)}>: the file is cut off`, lineAt(text.length));
  if (roots === 0) throw fail('no element in it');

  function after(mark: string, from: number, what: string): number {
    const found = text.indexOf(mark, from);
    if (found === -1) throw fail(`ends inside a ${what}: the file is cut off`, lineAt(from));
    return found + mark.length;
  }

  function decoded(raw: string, at: number): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^\s;&]{0,12});?/g, (whole, name: string) => {
      const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
      const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10) : -1;
      const character = Object.hasOwn(predefined, name) ? predefined[name] : undefined;
      if (!whole.endsWith(';') || (character === undefined && (point < 0 || point > 0x10ffff)))
        throw fail(`\`${whole.slice(0, 20)}\` is no entity of XML's own; others are refused`, lineAt(at));
      return character ?? String.fromCodePoint(point);
    });
  }
}

/** The document's first element. */
export function rootOf(text: string, fail: Fail): XmlElement {
  for (const event of readXml(text, fail)) if (event.type === 'open') return event;
  throw fail('no element in it');
}

/** Reads the attributes of one document's elements; what is missing or of another kind ends in `fail`. */
export function attributeReader(text: string, fail: Fail) {
  const wrong = (element: XmlElement, name: string, expected: string) => {
    const value = element.attributes.get(name);
    const found = value === undefined ? 'is not there' : `is \`${value.slice(0, 40)}\``;
    return fail(`\`${name}\` of <${element.name}> ${found}; expected ${expected}`, lineOf(text, element.offset));
  };
  return {
    text(element: XmlElement, name: string): string {
      const value = element.attributes.get(name);
      if (!value) throw wrong(element, name, 'a text');
      return value;
    },
    line(element: XmlElement, name: string): number {
      const value = lineNumber(element.attributes.get(name));
      if (value === null) throw wrong(element, name, 'a line number');
      return value;
    },
    runs(element: XmlElement, name: string): number {
      const value = runCount(element.attributes.get(name));
      if (value === null) throw wrong(element, name, 'a number of runs');
      return value;
    },
  };
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
