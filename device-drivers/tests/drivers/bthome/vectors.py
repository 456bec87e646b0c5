"""Writes vectors.txt: random advertisements, and what bthome-ble 3.25.0 (from PyPI) reads in them.

A line is the key or "-", the sensor's address, the service data, and then each object that was read, as
its id and value: millionths of the unit, a word, or hexadecimal bytes. Left out are object 58, whose values
bthome-ble rounds, and two objects that it gives one name.
"""

import random

from bthome_ble import BTHomeBluetoothDeviceData
from bthome_ble.const import MEAS_TYPES
from bthome_ble.event import EventDeviceKeys
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from habluetooth import BluetoothServiceInfoBleak
from sensor_state_data.description import BaseBinarySensorDescription

UUID = "0000fcd2-0000-1000-8000-00805f9b34fb"
COUNTED = ("string", "raw")
IDS = sorted(set(MEAS_TYPES) - {0x58})


def name_of(id):
    kind = MEAS_TYPES[id].meas_format
    if kind is None or isinstance(kind, EventDeviceKeys):
        return str(kind) if kind else "device type" if id == 0xF0 else "firmware"
    binary = isinstance(kind, BaseBinarySensorDescription)
    return ("binary " if binary else "") + str(kind.device_class)


def choose(random):
    """Ids of objects, ascending; those of one name are all of one kind."""
    kinds, chosen = {}, []
    for id in sorted(random.choices(IDS, k=random.randint(1, 7))):
        kind = kinds.setdefault(name_of(id), MEAS_TYPES[id].meas_format)
        once = id == 0 or id >= 0xF0
        if kind == MEAS_TYPES[id].meas_format and not (once and name_of(id) in map(name_of, chosen)):
            chosen.append(id)
    return chosen


def value(id, random):
    form = MEAS_TYPES[id]
    if form.data_format in COUNTED:
        text = "".join(random.choices("aZ 9é°", k=random.randint(1, 6))).encode()
        return bytes([len(text)]) + text
    if form.data_format == "command":
        arguments = random.randbytes(random.randint(0, 3))
        return bytes([len(arguments), random.randint(0, 4)]) + arguments
    if id == 0x3A:
        return bytes([random.choice([0, 1, 2, 3, 4, 5, 6, 0x80, 0x81, 0x33])])
    if id == 0x3C:
        return bytes([random.randint(0, 3), random.randint(0, 255)])
    if isinstance(form.meas_format, BaseBinarySensorDescription):
        return bytes([random.randint(0, 1)])
    return random.randbytes(form.data_length)


def read(service_data, address, key):
    """What bthome-ble makes of it, as a list of the objects in their order."""
    device = BTHomeBluetoothDeviceData(bindkey=key)
    told = device.update(
        BluetoothServiceInfoBleak(
            name="sensor",
            address=address,
            rssi=-60,
            manufacturer_data={},
            service_data={UUID: service_data},
            service_uuids=[],
            source="",
            device=None,
            advertisement=None,
            connectable=False,
            time=0,
            tx_power=None,
        )
    )
    return device, told


def words(ids, device, told):
    kinds = [MEAS_TYPES[id].meas_format for id in ids]
    seen, found = {}, []
    for id, kind in zip(ids, kinds):
        seen[str(kind)] = seen.get(str(kind), 0) + 1
        after = f"_{seen[str(kind)]}" if kinds.count(kind) > 1 else ""
        if kind is None:
            text = str(device.device_type_id) if id == 0xF0 else told.devices[None].sw_version
        elif isinstance(kind, EventDeviceKeys):
            event = next((it for key, it in told.events.items() if key.key == str(kind) + after), None)
            if event is None:
                continue
            properties = event.event_properties or {}
            text = event.event_type + "".join(f":{it}" for it in properties.values())
        elif isinstance(kind, BaseBinarySensorDescription):
            values = told.binary_entity_values
            text = next(
                str(it.native_value).lower()
                for key, it in values.items()
                if key.key == str(kind.device_class) + after
            )
        else:
            values = told.entity_values
            number = next(
                (it.native_value for key, it in values.items() if key.key == str(kind.device_class) + after),
                None,
            )
            if number is None:
                continue
            if isinstance(number, str):
                text = number if id == 0x54 else number.encode().hex()
            elif hasattr(number, "timestamp"):
                text = str(int(number.timestamp()) * 1_000_000)
            else:
                text = str(round(number * 1_000_000))
        found.append(f"{id:02x}={text}")
    return found


def vector(random, encrypted, named, damage):
    address = random.randbytes(6)
    key = random.randbytes(16) if encrypted else None
    info = 0x40 | (0x04 if random.random() < 0.3 else 0) | (0x02 if named else 0) | (0x01 if encrypted else 0)
    ids = choose(random)
    objects = [bytes([id]) + value(id, random) for id in ids]
    if damage == "unknown id":
        objects.append(bytes([0xF7]) + random.randbytes(3))
    if damage == "cut short":
        last = objects.pop()
        ids.pop()
        objects.append(last[: random.randint(1, len(last) - 1)])
    if damage == "not text" and 0x53 in ids:
        at = ids.index(0x53)
        objects[at] = bytes([0x53, 2, 0xC3, 0x28])
    payload = b"".join(objects)
    if encrypted:
        counter = random.randbytes(4)
        sealed = AESCCM(key, tag_length=4).encrypt(
            address + b"\xd2\xfc" + bytes([info]) + counter, payload, None
        )
        payload = sealed[:-4] + counter + sealed[-4:]
    service_data = bytes([info]) + (address[::-1] if named else b"") + payload
    device, told = read(service_data, ":".join(f"{it:02X}" for it in address), key)
    line = [key.hex() if key else "-", address.hex(), service_data.hex()]
    return " ".join(line + words(ids, device, told))


def main():
    source = random.Random(2)
    for count, encrypted, named, damage in [
        (110, False, False, None),
        (60, True, False, None),
        (10, False, True, None),
        (10, True, True, None),
        (15, False, False, "unknown id"),
        (15, False, False, "cut short"),
        (40, False, False, "not text"),
    ]:
        for _ in range(count):
            print(vector(source, encrypted, named, damage))


if __name__ == "__main__":
    main()
