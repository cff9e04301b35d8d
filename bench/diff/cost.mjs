/** Processor time of this process so far, in milliseconds. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

/** What this process took from its start: milliseconds by the clock and of the processor, and its greatest size in MB. */
export const cost = () => ({
  wall: Math.round(process.uptime() * 1000),
  processor: processorTime(),
  memory: Math.round(process.resourceUsage().maxRSS / 1024),
});
