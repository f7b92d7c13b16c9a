/** A time as it is printed. */
export function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}
