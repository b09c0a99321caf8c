#!/usr/bin/env python3
"""Checks a shailoo ledger and its receipts without trusting it. Python 3.8 or newer, nothing else.

  verify.py ledger URL KEY [COPY]   reads checkpoint, entries and tiles from URL/ledger, computes the root anew; COPY is a
                                    file in which the last checkpoint is kept: the ledger has to begin with it
  verify.py page URL NUMBER KEY [COMMISSION]
                                    compares the public events of a complaint with the entries of the ledger; COMMISSION is
                                    its short name in the address, where several have the number
  verify.py proof FILE KEY          checks a .tlog-proof file, without a network
  verify.py qr TEXT KEY             checks what a phone reads off the QR of a receipt, without a network

  --witness KEY, once or more, at the end: each of these witnesses must have cosigned the checkpoint

KEY is the line that the commission has printed: name+id+key. Ends with status 0 when everything holds, else 1.
Formats: RFC 6962, RFC 8032, C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof
and tlog-cosignature.
"""
import base64, datetime, hashlib, json, os, sys, urllib.error, urllib.parse, urllib.request, uuid

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


class Fault(Exception):
    pass


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# Ed25519, RFC 8032, section 5.1: points are (X, Y, Z, T).
def add(a, b):
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(k, point):
    result = (0, 1, 1, 0)
    while k:
        if k & 1:
            result = add(result, point)
        point, k = add(point, point), k >> 1
    return result


def point_of(raw):
    y, sign = int.from_bytes(raw, "little") & (2**255 - 1), raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Fault("a point that is none")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, text, signature):
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= order:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % order
    try:
        left, right = times(s, BASE), add(point_of(signature[:32]), times(h, point_of(public)))
    except Fault:
        return False
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def signature_of(note, key, kind):
    """The text of a note, the name and the public key, and what stands in the note under this key."""
    name, key_id, encoded = key.split("+", 2)
    raw = base64.b64decode(encoded)
    if raw[0] != kind or sha(name.encode() + b"\n" + raw)[:4].hex() != key_id:
        raise Fault("the key is not one")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        signature = base64.b64decode(signature)
        if dash == "\u2014" and signer == name and signature[:4].hex() == key_id:
            return text + "\n", name, raw[1:], signature[4:]
    raise Fault(f"the checkpoint is not signed by {name}")


def checkpoint_of(note, key, witnesses=()):
    """Size and root of a checkpoint that the key has signed and the witnesses have cosigned."""
    text, name, public, signature = signature_of(note, key, 1)
    if not is_signed(public, text.encode(), signature):
        raise Fault("the signature of the checkpoint is wrong")
    origin, size, root = text.split("\n")[:3]
    if origin != name:
        raise Fault("the checkpoint is of another ledger")
    for witness in witnesses:
        text, name, public, stamped = signature_of(note, witness, 4)
        time = int.from_bytes(stamped[:8], "big")
        if not is_signed(public, f"cosignature/v1\ntime {time}\n{text}".encode(), stamped[8:]):
            raise Fault(f"the cosignature of {name} is wrong")
        print(f"good: {name} saw it {datetime.datetime.fromtimestamp(time, datetime.timezone.utc).isoformat()}")
    return int(size), base64.b64decode(root)


def tree(leaves):
    """RFC 6962, section 2.1: the root over the hashes of leaves."""
    stack = []
    for index, leaf in enumerate(leaves):
        while index & 1:
            leaf, index = sha(b"\x01", stack.pop(), leaf), index >> 1
        stack.append(leaf)
    root = stack.pop() if stack else sha()
    while stack:
        root = sha(b"\x01", stack.pop(), root)
    return root


def check_proof(path, key, witnesses=()):
    head, _, note = open(path, encoding="utf-8").read().partition("\n\n")
    first, extra, index, *way = head.split("\n")
    if first != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not index.startswith("index "):
        raise Fault("this is no proof file")
    size, root = checkpoint_of(note, key, witnesses)
    said = json.loads(base64.b64decode(extra[6:]))
    check_way(said["header"], said["prev"], said["commitment"], said["entry"], int(index[6:]), size,
              list(map(base64.b64decode, way)), root)


def check_way(header, prev, commitment, entry, place, size, way, root):
    """The entry follows from the event, and the way leads from it to the signed root."""
    event = sha(bytes.fromhex(prev), compact(header), bytes.fromhex(commitment)).hex()
    if json.loads(entry)["event"] != event:
        raise Fault("the entry is of another event")
    if root_of(entry, place, size, way) != root:
        raise Fault("the way does not lead to the signed root")
    print(f"good: {header['kind']} received {header['legalAt']}, place {place} of {size}")
    print(f"the receipt must show the SHA-256 of the whole: {commitment}")


def root_of(entry, place, size, way):
    """RFC 9162, section 2.1.3.2."""
    node, at, last = sha(b"\x00", entry.encode()), place, size - 1
    for sibling in way:
        if at & 1 or at == last:
            node = sha(b"\x01", sibling, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = sha(b"\x01", node, sibling)
        at, last = at >> 1, last >> 1
    return None if place >= size or last else node


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_qr(text, key, witnesses=()):
    number = int(text.rpartition("#")[2])
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")

    def take(length):
        nonlocal data
        piece, data = data[:length], data[length:]
        if len(piece) < length:
            raise Fault("the QR was not read to its end")
        return piece

    def count():
        value, shift = 0, 0
        while True:
            byte = take(1)[0]
            value, shift = value | (byte & 127) << shift, shift + 7
            if byte < 128:
                return value

    def instant():
        micros = int.from_bytes(take(8), "big")
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    version = take(1)[0]
    if version not in (1, 2, 3):
        raise Fault("this is no proof of a receipt")
    printed, origin, subject, kind, status, actor = (take(take(1)[0]).decode() for _ in range(6))
    header = {"recordId": str(uuid.UUID(bytes=take(16))), "seq": count(), "schemaVersion": count(), "subject": subject,
              "kind": kind, "status": status, "actor": actor, "legalAt": instant(), "recordedAt": instant()}
    take(32)
    commitment, prev = take(32).hex(), take(32).hex()
    place, size = count(), count()
    way, signature = [take(32) for _ in range(count())], take(68)
    cosignatures = [take(76) for _ in range(count())] if version > 1 else []
    if version == 3:
        header["actingFor"] = str(uuid.UUID(bytes=take(16)))
    event = sha(bytes.fromhex(prev), compact(header), bytes.fromhex(commitment)).hex()
    counted = {"kind": kind} if kind == "COMPLAINT_FILED" else {}
    entry = compact({"event": event, "time": header["recordedAt"], "v": 1, **counted}).decode()
    root = root_of(entry, place, size, way)
    line = base64.b64encode(signature).decode()
    note = f"{origin}\n{size}\n{base64.b64encode(root or bytes(32)).decode()}\n\n\u2014 {origin} {line}\n"
    for witness in witnesses:
        name, key_id = witness.split("+")[:2]
        for one in cosignatures:
            if one[:4].hex() == key_id:
                note += f"\u2014 {name} {base64.b64encode(one).decode()}\n"
    checkpoint_of(note, key, witnesses)
    if data:
        raise Fault("there is more in the QR than a proof")
    print(f"on the paper: {printed}")
    check_way(header, prev, commitment, entry, place, size, way, root)


def read_ledger(url, key, witnesses=()):
    read = lambda path: urllib.request.urlopen(f"{url}/ledger/{path}").read()
    note = read("checkpoint").decode()
    size, root = checkpoint_of(note, key, witnesses)
    entries = []
    for bundle in range((size + 255) // 256):
        width = min(256, size - 256 * bundle)
        digits = "/".join(groups(bundle))
        data = read(f"tile/entries/{digits}" + (f".p/{width}" if width < 256 else ""))
        while data:
            length = int.from_bytes(data[:2], "big")
            entry, data = data[2:2 + length], data[2 + length:]
            entries.append(entry)
    leaves = [sha(b"\x00", entry) for entry in entries]
    if len(leaves) != size or tree(leaves) != root:
        raise Fault("the entries do not give the signed root")
    return note, [json.loads(entry) for entry in entries], leaves


def check_ledger(url, key, copy=None, witnesses=()):
    note, entries, leaves = read_ledger(url, key, witnesses)
    size, filings = len(entries), sum(entry.get("kind") == "COMPLAINT_FILED" for entry in entries)
    if copy and os.path.exists(copy):
        earlier, earlier_root = checkpoint_of(open(copy, encoding="utf-8").read(), key)
        if earlier > size or tree(leaves[:earlier]) != earlier_root:
            raise Fault("the ledger does not begin with the copy: it was changed")
        print(f"good: the ledger begins with the copy of {earlier} entries")
    if copy:
        open(copy, "w", encoding="utf-8").write(note)
    print(f"good: {size} entries, {filings} complaints filed")


def check_page(url, number, key, commission=None, witnesses=()):
    query = f"?commission={urllib.parse.quote(commission)}" if commission else ""
    address = f"{url}/api/v1/complaints/{urllib.parse.quote(number)}/events{query}"
    try:
        events = json.load(urllib.request.urlopen(address))["items"]
    except urllib.error.HTTPError as error:
        raise Fault(f"{address} answers {error.code}: {error.read().decode()}")
    _, entries, _ = read_ledger(url, key, witnesses)
    places = {entry["event"]: place for place, entry in enumerate(entries)}
    before = {"seq": 0, "hash": "00" * 32}
    for event in events:
        seq, place = event["seq"], places.get(event["hash"])
        if seq <= before["seq"] or (seq == before["seq"] + 1 and event["prev"] != before["hash"]):
            raise Fault(f"event {seq} does not follow the one before it")
        if place is None:
            raise Fault(f"event {seq} is not in the ledger; one that has just happened is there some seconds later")
        if entries[place]["time"] != event["recordedAt"]:
            raise Fault(f"event {seq} was recorded at {entries[place]['time']}, not when the page says")
        if (entries[place].get("kind") == "COMPLAINT_FILED") != (event["kind"] == "COMPLAINT_FILED"):
            raise Fault(f"event {seq} is not of the kind that the page says")
        if places.get(before["hash"], -1) >= place:
            raise Fault(f"event {seq} stands before an earlier one in the ledger")
        before = event
    if not events:
        raise Fault("the page has no event")
    print(f"good: {len(events)} public events of {number} are in the ledger, in their order and with their instants")


def groups(number):
    pieces = [f"{number % 1000:03d}"]
    while number := number // 1000:
        pieces.insert(0, f"x{number % 1000:03d}")
    return pieces


if __name__ == "__main__":
    commands = {"ledger": (check_ledger, (2, 3)), "page": (check_page, (3, 4)), "proof": (check_proof, (2,)), "qr": (check_qr, (2,))}
    given, witnesses = sys.argv[1:], []
    while "--witness" in given[:-1]:
        at = given.index("--witness")
        witnesses.append(given[at + 1])
        del given[at:at + 2]
    command, counts = commands.get(given[0] if given else "", (None, ()))
    if len(given) - 1 not in counts:
        sys.exit(__doc__)
    try:
        command(*given[1:], **({"witnesses": witnesses} if witnesses else {}))
    except (Fault, OSError, ValueError, KeyError) as fault:
        sys.exit(f"NOT good: {fault}")
