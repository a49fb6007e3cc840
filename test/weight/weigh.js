// What the page weighs on its way: everything it loads, compressed by brotli at
// its best, as a server does it once and for all.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const dist = new URL("../../dist", import.meta.url).pathname;

// limit is what the page promises to stay below, in bytes.
export const limit = 4e6;

// pageFiles are the names of the files that a visit loads. The gzip beside a file
// is loaded instead of it, a licence only by those who want to read it, the texts of
// another language only by those who read it, and what is left out besides by nobody who
// does not ask for it: a frame of another page, the export dialog, those who show a link.
export const pageFiles = () => readdirSync(dist).filter((name) => !/\.gz$|\.txt$/.test(name) && !isLanguage(name) && !isAsked(name));

const isAsked = (name) => /^(embed|take)\.js$|^example\.|^chapter-\d+\.html$|\.png$/.test(name);

// languageFiles are the texts of other languages.
export const languageFiles = () => readdirSync(dist).filter(isLanguage);

const isLanguage = (name) => /^[a-z]{2}\.json$/.test(name);

// languageLimit is what another language may add to a visit, in bytes.
export const languageLimit = 30e3;

export const pageFile = (name) => readFileSync(join(dist, name));

// brotli is the compressed size.
export async function brotli(bytes, quality = 11) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return (await promisify(brotliCompress)(bytes, { params })).length;
}
