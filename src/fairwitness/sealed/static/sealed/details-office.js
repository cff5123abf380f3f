// @ts-check
/**
 * Office documents: ZIP files (PKWARE APPNOTE) with small lists of who wrote them, with what, when and for whom, and with the
 * names of those who changed them and commented on them (ECMA-376, OpenDocument 1.3). Names that are left are said to be so.
 */

import { crc32 } from "./crc32.js";
import { once, remade } from "./details.js";
import { shown } from "./exif.js";

/** @typedef {import("./details.js").Found} Found */
/** @typedef {import("./types.js").Entry} Entry */

const [END, LISTED, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const LOCAL_SIZE = 30;
const LISTED_SIZE = 46;
const FIRST_DAY = 33; // 1 January 1980, in the way of ZIP
const HAS_DESCRIPTOR = 0x08;
const MOST = 20_000; // entries
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES = "http://schemas.openxmlformats.org/";
/** @type {Record<string, string>} what stands for each list when it is emptied */
const EMPTY = {
  "docProps/core.xml": `${XML}<cp:coreProperties xmlns:cp="${TYPES}package/2006/metadata/core-properties"/>`,
  "docProps/app.xml": `${XML}<Properties xmlns="${TYPES}officeDocument/2006/extended-properties"/>`,
  "docProps/custom.xml": `${XML}<Properties xmlns="${TYPES}officeDocument/2006/custom-properties"/>`,
  "word/people.xml": `${XML}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>`,
  "meta.xml": `${XML}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>`,
};
/** @type {[import("./details.js").Kind, RegExp][]} */
const TOLD = [
  ["author", /<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|Manager)[^>]*>([^<]+)</g],
  ["company", /<Company[^>]*>([^<]+)</g],
  ["time", /<(?:dcterms:created|dcterms:modified|meta:creation-date|dc:date)[^>]*>([^<]+)</g],
  ["software", /<(?:Application|meta:generator)[^>]*>([^<]+)</g],
  ["other", /<(?:Template|dc:description|cp:keywords)[^>]*>([^<]+)</g],
];
/** @type {[entries: RegExp, names: RegExp][]} who changed it, and commented on it */
const NAMES = [
  [/^word\/.*\.xml$/, /\s[\w.-]+:(?:author|initials)\s*=\s*(?:"([^"]+)"|'([^']+)')/g],
  [
    /(?:^|\/)(?:content|styles)\.xml$/,
    /<(?:dc:creator|meta:creator-initials|loext:sender-initials)(?:\s[^>]*)?>([^<]+)/g,
  ],
  [
    /^(?:xl\/(?:comments|persons\/|revisions\/)|ppt\/(?:commentAuthors|authors)).*\.xml$/,
    /<(?:\w+:)?author>([^<]+)|\s(?:displayName|userName|name|initials)\s*=\s*(?:"([^"]+)"|'([^']+)')/g,
  ],
];
const LONG_AGO = "1970-01-01T00:00:00"; // a change has to have a time in some formats
const TAG = /<[\w.-]+:[\w.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g; // words of a text that look like it stay
/** @type {[entries: RegExp, bare: (xml: string) => string][]} what takes the names out, where a program opens it afterwards as before */
const BARE = [
  [
    NAMES[0][0],
    (xml) =>
      xml.replace(TAG, (tag) =>
        tag
          .replace(/(\s[\w.-]+:(?:author|initials)\s*=\s*)(?:"[^"]*"|'[^']*')/g, '$1""')
          .replace(/(\s[\w.-]+:date(?:Utc)?\s*=\s*)(?:"[^"]*"|'[^']*')/g, `$1"${LONG_AGO}Z"`),
      ),
  ],
  [
    NAMES[1][0],
    (xml) => xml.replace(NAMES[1][1], withoutText).replace(/(<dc:date(?:\s[^>]*)?>)[^<]+/g, `$1${LONG_AGO}`),
  ],
  [/^xl\/comments.*\.xml$/, (xml) => xml.replace(/<(?:\w+:)?author>([^<]+)/g, withoutText)],
];
const BY_NAME = /(?:^|\/)(?:comments|people|commentAuthors|persons?)[^/]*(?:\.xml|\/)/i; // may have names
const UNREAD = "\0"; // no XML has it, but for one whose letters have two bytes
const MOST_READ = 64 * 1024 * 1024; // bytes of one entry
const PICTURE = /(?:^|\/)(?:media|Pictures)\//;

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readOffice(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const entries = entriesOf(bytes);
  const names = new Set(entries.map((entry) => entry.name));
  if (!names.has("[Content_Types].xml") && !names.has("mimetype")) {
    return { found: [], stays: [], removed: undefined };
  }
  /** @type {{name: string, found: Found[], stays: Found[], bare: string | undefined}[]} */
  const read = [];
  for (const entry of entries) {
    read.push(await lookedInto(bytes, entry)); // one at a time: each is in memory as a whole
  }
  const found = once(read.flatMap((one) => one.found));
  const left = once(read.flatMap((one) => one.stays));
  if (found.length === 0) {
    return { found: left, stays: [], removed: undefined };
  }
  const hasPictures = entries.some(({ name }) => PICTURE.test(name));
  return {
    found,
    stays: [...left, ...(hasPictures ? [{ kind: /** @type {const} */ ("pictures"), text: "" }] : [])],
    removed: async () =>
      remade(file, without(bytes, entries, new Map(read.map(({ name, bare }) => [name, bare])))),
  };
}

/**
 * What an entry tells, and what it is without that: `bare` is undefined where nothing of it changes. What cannot be read
 * and may have names is said to have some.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Entry} entry
 * @returns {Promise<{name: string, found: Found[], stays: Found[], bare: string | undefined}>}
 */
async function lookedInto(bytes, entry) {
  const { name } = entry;
  const mayTell = EMPTY[name] !== undefined || NAMES.some(([entries]) => entries.test(name));
  const isRead = mayTell && sizeOf(entry) <= MOST_READ;
  const xml = isRead ? await contentOf(bytes, entry).catch(() => UNREAD) : UNREAD;
  if (xml.includes(UNREAD)) {
    const stays = EMPTY[name] === undefined && (mayTell || BY_NAME.test(name));
    return { name, found: [], stays: stays ? [{ kind: "comments", text: "" }] : [], bare: EMPTY[name] };
  }
  const bare = EMPTY[name] ?? BARE.find(([entries]) => entries.test(name))?.[1](xml) ?? xml;
  const [told, stays] = [namesIn(xml, name), namesIn(bare, name)];
  const left = new Set(stays.map(({ text }) => text));
  const found = [...toldIn(xml, name), ...told.filter(({ text }) => !left.has(text))];
  return { name, found, stays, bare: bare === xml ? undefined : bare };
}

/** @param {Entry} entry */
function sizeOf({ listed }) {
  return new DataView(listed.buffer, listed.byteOffset).getUint32(24, true);
}

/**
 * Those who changed it and commented on it.
 * @param {string} xml
 * @param {string} name
 * @returns {Found[]}
 */
function namesIn(xml, name) {
  return NAMES.filter(([entries]) => entries.test(name))
    .flatMap(([, names]) => [...xml.matchAll(names)])
    .map((match) => shown(unescaped(match.slice(1).find((text) => text !== undefined) ?? "")))
    .filter((text) => text !== "")
    .map((text) => ({ kind: /** @type {const} */ ("comments"), text }));
}

/**
 * @param {string} element from its beginning to the end of its text
 * @param {string} text
 */
function withoutText(element, text) {
  return element.slice(0, element.length - text.length);
}

/**
 * @param {string} xml
 * @param {string} name
 * @returns {Found[]}
 */
function toldIn(xml, name) {
  if (EMPTY[name] === undefined) {
    return [];
  }
  const told = TOLD.flatMap(([kind, value]) =>
    [...xml.matchAll(value)].map(([, text]) => ({ kind, text: shown(unescaped(text)) })),
  ).filter((one) => one.text !== "");
  return name === "docProps/custom.xml" && xml.includes("<property")
    ? [...told, { kind: "other", text: "" }]
    : told;
}

/** @param {string} text */
function unescaped(text) {
  const marks = /** @type {Record<string, string>} */ ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" });
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, mark) => marks[mark]);
}

/**
 * Every entry, in the order of the list at the end. An error where the list is not to be read to its end.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function entriesOf(bytes) {
  const view = new DataView(bytes.buffer);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let place = view.getUint32(end + 16, true);
  if (count > MOST || place === 0xffffffff) {
    throw new Error("too large");
  }
  return Array.from({ length: count }, () => {
    const entry = entryAt(bytes, view, place);
    place += entry.listed.length;
    return entry;
  });
}

/** @param {DataView} view */
function endOf(view) {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let place = view.byteLength - 22; place >= lowest; place--) {
    if (view.getUint32(place, true) === END) {
      return place;
    }
  }
  throw new Error("no list");
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {DataView} view
 * @param {number} place
 * @returns {Entry}
 */
function entryAt(bytes, view, place) {
  const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(place + at, true));
  const start = view.getUint32(place + 42, true);
  const packed = view.getUint32(place + 20, true);
  if (view.getUint32(place, true) !== LISTED || view.getUint32(start, true) !== LOCAL) {
    throw new Error("no entry");
  }
  const content = start + LOCAL_SIZE + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (content + packed > bytes.length) {
    throw new Error("cut off");
  }
  return {
    name: new TextDecoder().decode(bytes.subarray(place + LISTED_SIZE, place + LISTED_SIZE + name)),
    listed: bytes.subarray(place, place + LISTED_SIZE + name + extra + comment),
    method: view.getUint16(place + 10, true),
    packed,
    start,
    end: content + packed,
  };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Entry} entry
 */
async function contentOf(bytes, entry) {
  const packed = new Blob([bytes.subarray(entry.end - entry.packed, entry.end)]);
  const plain =
    entry.method === 0 ? packed : packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(plain).text();
}

/**
 * The same entries in the same order, with emptied lists and without anybody's clock.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Entry[]} entries
 * @param {Map<string, string | undefined>} bare what stands in their place
 */
function without(bytes, entries, bare) {
  let offset = 0;
  const written = entries.map((entry) => {
    const changed = bare.get(entry.name);
    const content = changed === undefined ? undefined : new TextEncoder().encode(changed);
    const pieces = [
      head(bytes, entry, content),
      content ?? bytes.subarray(entry.end - entry.packed, entry.end),
    ];
    const listed = relisted(entry, content, offset);
    offset += pieces[0].length + pieces[1].length;
    return { pieces, listed };
  });
  const list = written.map((one) => one.listed);
  const size = list.reduce((sum, one) => sum + one.length, 0);
  return [...written.flatMap((one) => one.pieces), ...list, ending(entries.length, size, offset)];
}

/**
 * An entry's own record: sizes and checksum stand in it, so that nothing needs to follow the content.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Entry} entry
 * @param {Uint8Array | undefined} content in place of what is there
 */
function head(bytes, entry, content) {
  const name = new DataView(bytes.buffer).getUint16(entry.start + 26, true);
  const made = bytes.slice(entry.start, entry.start + LOCAL_SIZE + name); // without the extra fields
  const view = new DataView(made.buffer);
  const listed = new DataView(entry.listed.buffer, entry.listed.byteOffset);
  view.setUint16(6, view.getUint16(6, true) & ~HAS_DESCRIPTOR, true);
  view.setUint16(8, content === undefined ? entry.method : 0, true);
  view.setUint16(10, 0, true);
  view.setUint16(12, FIRST_DAY, true);
  view.setUint32(14, content === undefined ? listed.getUint32(16, true) : crc32(content), true);
  view.setUint32(18, content?.length ?? entry.packed, true);
  view.setUint32(22, content?.length ?? listed.getUint32(24, true), true);
  view.setUint16(28, 0, true);
  return made;
}

/**
 * @param {Entry} entry
 * @param {Uint8Array | undefined} content
 * @param {number} offset
 */
function relisted(entry, content, offset) {
  const name = new DataView(entry.listed.buffer, entry.listed.byteOffset).getUint16(28, true);
  const made = entry.listed.slice(0, LISTED_SIZE + name);
  const view = new DataView(made.buffer);
  view.setUint16(8, view.getUint16(8, true) & ~HAS_DESCRIPTOR, true);
  view.setUint16(12, 0, true);
  view.setUint16(14, FIRST_DAY, true);
  view.setUint16(30, 0, true);
  view.setUint16(32, 0, true);
  view.setUint32(42, offset, true);
  if (content !== undefined) {
    view.setUint16(10, 0, true);
    view.setUint32(16, crc32(content), true);
    view.setUint32(20, content.length, true);
    view.setUint32(24, content.length, true);
  }
  return made;
}

/**
 * @param {number} count
 * @param {number} size
 * @param {number} offset
 */
function ending(count, size, offset) {
  const made = new Uint8Array(22);
  const view = new DataView(made.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return made;
}
