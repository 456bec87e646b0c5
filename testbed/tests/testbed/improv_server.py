"""Puts a device of Improv on the air whose protocol others wrote: pyImprov.

Started as `improv_server.py SOCKET ADDRESS NETWORK PASSWORD`, where SOCKET is the emulated radio's. Only
the radio is ours here: what is read and written goes to pyImprov as it comes. Prints a line once it can
be found, and one for each thing that it is told to do.
"""

import json
import socket
import sys

from improv import ImprovProtocol, ImprovUUID

# The data of a service whose short number is 0x4677, by which Improv advertises where it stands.
SERVICE_DATA = 0x4677
READ = {ImprovUUID.STATUS_UUID, ImprovUUID.ERROR_UUID, ImprovUUID.RPC_RESULT_UUID,
        ImprovUUID.CAPABILITIES_UUID}
TOLD = {ImprovUUID.STATUS_UUID, ImprovUUID.ERROR_UUID, ImprovUUID.RPC_RESULT_UUID}


def say(**said):
    print(json.dumps(said), flush=True)


def device(network, password):
    def connect(ssid, word):
        is_right = (ssid.decode(), word.decode()) == (network, password)
        say(joins=ssid.decode(), succeeds=is_right)
        return ["http://192.168.1.7"] if is_right else None

    return ImprovProtocol(
        wifi_connect_callback=connect,
        identify_callback=lambda: say(identifies=True),
        device_info_callback=lambda: ["pyImprov", "0.2.0", "nothing", "Theirs"],
        wifi_networks_callback=lambda: [network, "-50", "YES"],
    )


def values(answer):
    """pyImprov gives an answer as bytes or as several."""
    return [bytes(it) for it in answer] if isinstance(answer, list) else [bytes(answer)]


def advertised(state):
    uuid = bytes.fromhex(ImprovUUID.SERVICE_UUID.value.replace("-", ""))[::-1]
    fields = [b"\x01\x06", b"\x07" + uuid,
              b"\x16" + SERVICE_DATA.to_bytes(2, "little") + bytes([state, 1, 0, 0, 0, 0])]
    said = b"".join(bytes([len(field)]) + field for field in fields)
    return {"advertisement": said.hex(), "scan_response": ""}


def main(path, address, network, password):
    improv = device(network, password)
    service = ImprovUUID.SERVICE_UUID.value
    radio = socket.socket(socket.AF_UNIX)
    radio.connect(path)
    lines = radio.makefile("rw")

    def tell(do, **message):
        lines.write(json.dumps({"do": do, **message}) + "\n")
        lines.flush()

    def notify(characteristic, value):
        tell("notify", service=service, characteristic=characteristic, value=value.hex())

    characteristics = [
        {
            "uuid": it.value,
            "read": it in READ,
            "write": it == ImprovUUID.RPC_COMMAND_UUID,
            "notify": it in TOLD,
            "description": None,
        }
        for it in ImprovUUID
        if it != ImprovUUID.SERVICE_UUID
    ]
    offered = {"uuid": service, "characteristics": characteristics}
    tell("appear", name="Theirs", address=address, services=[offered], **advertised(improv.state.value))
    appeared = json.loads(lines.readline())
    if appeared["event"] != "done":
        raise SystemExit(f"the radio refuses: {appeared}")
    say(ready=True)
    for line in lines:
        message = json.loads(line)
        match message["event"]:
            case "failed":
                raise SystemExit(message["reason"])
            case "read":
                value = values(improv.handle_read(message["characteristic"]))[-1:] or [b""]
                tell("answer", request=message["request"], value=value[0].hex())
            case "write":
                written = bytearray.fromhex(message["value"])
                tell("answer", request=message["request"], value="")
                told, answer = improv.handle_write(message["characteristic"], written)
                # A client is told where provisioning stands as well, which pyImprov leaves to its host.
                notify(ImprovUUID.STATUS_UUID.value, bytes([improv.state.value]))
                for value in values(answer) if told else []:
                    notify(told, value)


main(*sys.argv[1:])
