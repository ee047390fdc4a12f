/** The others are dirt, which silver sets aside. */
const DIRT_MAX = 0.1
/** Of so few values one may be dirt. */
const FEW = 5

/** Whether nearly all values look so; of none, all do. */
export function isMostly(values: readonly string[], looks: RegExp): boolean {
  const dirty = values.filter((value) => !looks.test(value)).length
  return dirty <= DIRT_MAX * values.length || (dirty === 1 && values.length >= FEW)
}
