/** The name that a file has in its container, of a reference to it; X-Road writes a `/` before it. Throws `URIError`. */
export function nameInContainer(reference: string): string {
  return decodeURIComponent(reference.replace(/^\//, ''));
}
