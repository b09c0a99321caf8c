/** The number of a port out of an option; throws a `RangeError` that names the option. */
export function portOption(name: string, text: string): number {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`--${name}: 0 … 65535`);
  }
  return port;
}

/** Seconds of an option, in milliseconds; throws a `RangeError` that names the option. */
export function secondsOption(name: string, text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0) || seconds > 86_400) throw new RangeError(`--${name}: 0.1 … 86400`);
  return seconds * 1_000;
}
