/**
 * Milliseconds of processor time that this process has taken. What guards against work that grows with the square of a text is
 * held to it, not to a clock: on a machine that is busy a clock says nothing of the code.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
