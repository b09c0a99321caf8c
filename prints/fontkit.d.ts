declare module 'fontkit' {
  export function create(bytes: Buffer): unknown;
}
