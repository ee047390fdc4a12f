/** The others are dirt, which silver sets aside. */
const SHARE_MIN = 0.9

/** Whether nearly all values look so; of none, all do. */
export function isMostly(values: readonly string[], looks: RegExp): boolean {
  return values.filter((value) => looks.test(value)).length >= SHARE_MIN * values.length
}
