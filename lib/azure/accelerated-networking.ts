/** Old burstable sizes, which have no accelerated networking below 12 cores. */
const WITHOUT = /^Standard_(B1ls|B1s|B1ms|B2s|B2ms|B4ms|B8ms|A\d+m?_v2)$/i;

/** Whether machines of a size are known to have no accelerated networking. */
export function lacksAcceleration(size: string): boolean {
  return WITHOUT.test(size);
}
