// @ts-check
/** The page of an export that people read: one HTML document without scripts, which loads nothing. */

/** @typedef {import("./types.js").Added} Added */
/** @typedef {import("./types.js").Leaving} Leaving */
/** @typedef {{title: string, lines: string[], facts: [string, string][], letters: {heading: string, letter: Leaving}[], journal: string, added: Added, language: string}} Told */

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}p,dd,li{white-space:pre-wrap;overflow-wrap:anywhere}dt{color:#444}dd{margin:0 0 .5rem}
article{border-top:1px solid #999;break-inside:avoid-page}.note{font-weight:600}table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:start;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11pt}a{color:inherit;text-decoration:none}}`;

/** @param {Told} told */
export function pageOf({ title, lines, facts, letters, journal, added, language }) {
  return `<!doctype html>
<html lang="${text(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
${lines.map((one) => `<p>${text(one)}</p>`).join("\n")}
<dl>${facts.map(([name, told]) => `<dt>${text(name)}</dt><dd dir="auto">${text(told)}</dd>`).join("\n")}</dl>
${letters.map(({ heading, letter }) => articleOf(heading, letter)).join("\n")}
<h2>${text(journal)}</h2>
<table>
${added.journal.map(({ day, kind, id }) => `<tr><td>${text(day)}</td><td>${text(kind)}</td><td>${text(id)}</td></tr>`).join("\n")}
</table>
</main>
</body>
</html>
`;
}

/**
 * @param {string} heading
 * @param {Leaving} letter
 */
function articleOf(heading, { from, day, tier, notes, text: said, answers, files }) {
  return `<article>
<h2>${text(heading)}</h2>
<p>${text([from, day, tier].filter((one) => one !== "").join(" · "))}</p>
${notes.map((one) => `<p class="note">${text(one)}</p>`).join("\n")}
<p dir="auto">${text(said)}</p>
<dl>${answers.map(({ asked, told }) => `<dt>${text(asked)}</dt><dd dir="auto">${text(told)}</dd>`).join("\n")}</dl>
<ul>${files.map(({ path, name }) => `<li><a href="${text(path.split("/").map(encodeURIComponent).join("/"))}">${text(name)}</a></li>`).join("\n")}</ul>
</article>`;
}

/**
 * One letter as plain text.
 * @param {string} heading
 * @param {Leaving} letter
 */
export function plainOf(heading, { from, day, tier, notes, text: said, answers, files }) {
  return [
    heading,
    [from, day, tier].filter((one) => one !== "").join(" · "),
    ...notes,
    "",
    said,
    "",
    ...answers.map(({ asked, told }) => `${asked}: ${told}`),
    ...files.map(({ path }) => path),
    "",
  ].join("\n");
}

/**
 * Text, and no markup of anybody's.
 * @param {string} told
 */
function text(told) {
  return told
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
