/** Deals `total` out to those who want of it, evenly: who wants little gets it whole, who wants most gets what is left over. */
export function fairShares(wanted: readonly number[], total: number): number[] {
  const shares = wanted.map(() => 0)
  const modestFirst = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!)
  let left = total
  modestFirst.forEach((index, dealt) => {
    const share = Math.min(wanted[index]!, Math.floor(left / (wanted.length - dealt)))
    shares[index] = share
    left -= share
  })
  return shares
}
