/**
 * A function that remembers what it found for up to `most` keys, for what is asked again and again and always answered the
 * same. When it knows too much it forgets all of it. What `find` throws is not remembered.
 */
export function remembering<Key, Value extends NonNullable<unknown>>(
  most: number,
  find: (key: Key) => Value,
): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const found = find(key);
    if (known.size >= most) known.clear();
    known.set(key, found);
    return found;
  };
}
