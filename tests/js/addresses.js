// @ts-check
/** Where the module lies that another one names by the address at which it is served. */

const SERVED = /\/src\/fairwitness\/\w+\/static\/(\w+)\//;
const AS_THEY_LIE = ["crypto", "vendor"];

/**
 * @param {string} specifier
 * @param {{parentURL?: string}} context
 * @param {(specifier: string, context: object) => unknown} next
 */
export function resolve(specifier, context, next) {
  const isBeside = specifier.startsWith(".") && context.parentURL !== undefined;
  return next(isBeside ? placeOf(new URL(specifier, context.parentURL).href) : specifier, context);
}

/** @param {string} address */
function placeOf(address) {
  return address.replace(SERVED, (_, stage) =>
    AS_THEY_LIE.includes(stage) ? `/src/fairwitness/${stage}/` : `/src/fairwitness/${stage}/static/${stage}/`,
  );
}
