/**
 * Says at most `most` things a second; the next one is told how many were left out. An overload is thousands of answers a second, and
 * writing each down would be another load.
 */
export function sparingly(
  most: number,
  now: () => number = performance.now.bind(performance),
): (say: (leftOut: number) => void) => void {
  let since = Number.NEGATIVE_INFINITY
  let said = 0
  let leftOut = 0
  return (say) => {
    if (now() - since >= 1000) {
      since = now()
      said = 0
    }
    if (said === most) {
      leftOut += 1
      return
    }
    said += 1
    say(leftOut)
    leftOut = 0
  }
}
