"""Emulates the guest's Bluetooth controllers, and peripherals whose logic is elsewhere.

Started as `peripherals.py SOCKET CONTROLLER...`: each CONTROLLER is a socket to which a controller of
the guest is attached (HCI, H4 framing), and SOCKET is made here. Whoever connects to it is one
peripheral for as long as the connection lasts, and speaks lines of JSON; values are hexadecimal.

To here: `appear` (first, and once), `advertise`, `silence`, `notify`, `drop_link`, `drop_link_after`,
`answer`, `refuse`. From here: `done` or `failed` after each of those but the last two, `read` and
`write` (to be answered), `connected`, `disconnected`.
"""

import asyncio
import itertools
import json
import sys

from bumble import hci
from bumble.att import ATT_Error
from bumble.controller import Controller
from bumble.core import UUID, PhysicalTransport
from bumble.device import Device
from bumble.gatt import Characteristic, CharacteristicValue, Descriptor, Service
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport import open_transport

# Milliseconds. A scan finds a peripheral at once, and tests need no radio's economy.
ADVERTISING_INTERVAL = 50
# Strength of signals, in dBm: a device on the same table.
RSSI = -50
USER_DESCRIPTION = UUID.from_16_bits(0x2901)
# The longest line holds a few services, or the longest value of a characteristic.
MAX_LINE_BYTES = 1 << 20


class Link(LocalLink):
    """The air between controllers."""

    def send_acl_data(self, sender_controller, destination_address, transport, data):
        # Bumble 0.0.236 always sends from the random address, and BlueZ connects from its public one.
        if transport != PhysicalTransport.LE:
            return super().send_acl_data(sender_controller, destination_address, transport, data)
        receiver = self.find_le_controller(destination_address)
        connection = sender_controller.le_connections.get(destination_address)
        source = connection.self_address if connection else sender_controller.random_address
        if receiver:
            loop = asyncio.get_running_loop()
            loop.call_soon(receiver.on_link_acl_data, source, transport, data)

    def send_ll_control_pdu(self, sender_address, receiver_address, packet):
        # A peripheral that was taken away does not hear what was said to it meanwhile.
        if self.find_le_controller(receiver_address):
            super().send_ll_control_pdu(sender_address, receiver_address, packet)

    def scan_response(self, address):
        """What the advertiser with this address says to who asks."""
        for controller in self.controllers:
            advertisers = [controller.le_legacy_advertiser, *controller.advertising_sets.values()]
            for advertiser in advertisers:
                if advertiser.enabled and advertiser.address == address:
                    return bytes(advertiser.scan_response_data)
        return b""


class GuestController(Controller):
    """A controller that the guest uses."""

    def __init__(self, number, transport, link):
        super().__init__(
            f"hci{number}",
            host_source=transport.source,
            host_sink=transport.sink,
            link=link,
            public_address=f"F0:F1:F2:F3:F4:0{number}",
        )
        # With these, Linux waits for events that Bumble 0.0.236 does not send, and refuses the
        # second connection.
        missing = hci.LeFeatureMask.LL_PRIVACY | hci.LeFeatureMask.LE_EXTENDED_ADVERTISING
        self.le_features &= ~missing

    def on_advertising_pdu(self, pdu):
        # Bumble 0.0.236 reports the advertisement once more as the scan response.
        if self.le_scan_enable:
            kind = hci.HCI_LE_Advertising_Report_Event.EventType
            self.report(pdu, kind.ADV_IND, pdu.data)
            self.report(pdu, kind.SCAN_RSP, self.link.scan_response(pdu.advertiser_address))
        pending = self.pending_le_connection
        if pending and pending.peer_address == pdu.advertiser_address:
            self.create_le_connection(pdu.advertiser_address)

    def report(self, pdu, kind, data):
        report = hci.HCI_LE_Advertising_Report_Event.Report(
            event_type=kind,
            address_type=pdu.advertiser_address.address_type,
            address=pdu.advertiser_address,
            data=data,
            rssi=RSSI,
        )
        self.send_hci_packet(hci.HCI_LE_Advertising_Report_Event([report]))


class Peripheral:
    """One connection to our socket, and the peripheral that it is."""

    def __init__(self, link, reader, writer):
        self.link = link
        self.reader = reader
        self.writer = writer
        self.controller = None
        self.device = None
        self.characteristics = {}
        self.requests = itertools.count()
        self.waiting = {}
        self.requests_left = None

    async def run(self):
        try:
            while line := await self.reader.readline():
                message = json.loads(line)
                kind = message["do"]
                if kind in ("answer", "refuse"):
                    self.settle(kind, message)
                    continue
                try:
                    await getattr(self, f"do_{kind}")(message)
                    self.send(event="done")
                except Exception as error:  # whatever it is, the test is to hear of it
                    self.send(event="failed", reason=repr(error))
        except ConnectionError:
            pass
        finally:
            await self.vanish()
            self.writer.close()

    def send(self, **message):
        if not self.writer.is_closing():
            self.writer.write(json.dumps(message).encode() + b"\n")

    async def do_appear(self, message):
        self.controller = Controller(message["address"], link=self.link)
        host = Host()
        host.controller = self.controller
        address = hci.Address(message["address"])
        self.device = Device(name=message["name"], address=address, host=host)
        for service in message["services"]:
            self.device.add_service(self.service(service))
        self.device.on(Device.EVENT_CONNECTION, self.on_connection)
        server = self.device.gatt_server
        answer = server.on_gatt_pdu

        def on_gatt_pdu(bearer, pdu):
            if self.requests_left is not None:
                self.requests_left -= 1
                if self.requests_left < 0:
                    self.requests_left = None
                    asyncio.get_running_loop().create_task(self.do_drop_link({}))
                    return
            answer(bearer, pdu)

        server.on_gatt_pdu = on_gatt_pdu
        await self.device.power_on()
        await self.do_advertise(message)

    async def do_advertise(self, message):
        await self.device.start_advertising(
            auto_restart=True,
            advertising_data=bytes.fromhex(message["advertisement"]),
            scan_response_data=bytes.fromhex(message["scan_response"]),
            advertising_interval_min=ADVERTISING_INTERVAL,
            advertising_interval_max=ADVERTISING_INTERVAL,
        )

    async def do_silence(self, _message):
        await self.device.stop_advertising()

    async def do_notify(self, message):
        characteristic = self.characteristics[message["service"], message["characteristic"]]
        value = bytes.fromhex(message["value"])
        await self.device.notify_subscribers(characteristic, value)

    async def do_drop_link(self, _message):
        for connection in list(self.device.connections.values()):
            await connection.disconnect()

    async def do_drop_link_after(self, message):
        self.requests_left = message["requests"]

    def service(self, message):
        uuid = message["uuid"]
        return Service(UUID(uuid), [self.characteristic(uuid, it) for it in message["characteristics"]])

    def characteristic(self, service, message):
        uuid = message["uuid"]
        properties = Characteristic.Properties(0)
        permissions = Characteristic.Permissions(0)
        if message["read"]:
            properties |= Characteristic.Properties.READ
            permissions |= Characteristic.READABLE
        if message["write"]:
            properties |= Characteristic.Properties.WRITE
            properties |= Characteristic.Properties.WRITE_WITHOUT_RESPONSE
            permissions |= Characteristic.WRITEABLE
        if message["notify"]:
            properties |= Characteristic.Properties.NOTIFY
        descriptors = []
        if message["description"] is not None:
            text = message["description"].encode()
            descriptors.append(Descriptor(USER_DESCRIPTION, Characteristic.READABLE, text))

        async def read(_connection):
            return await self.ask(event="read", service=service, characteristic=uuid)

        async def write(_connection, value):
            await self.ask(event="write", service=service, characteristic=uuid, value=value.hex())

        value = CharacteristicValue(read=read, write=write)
        made = Characteristic(UUID(uuid), properties, permissions, value, descriptors)
        self.characteristics[service, uuid] = made
        return made

    async def ask(self, **message):
        """What the peripheral's logic answers to a client's request."""
        request = next(self.requests)
        self.waiting[request] = asyncio.get_running_loop().create_future()
        self.send(request=request, **message)
        return await self.waiting[request]

    def settle(self, kind, message):
        waiting = self.waiting.pop(message["request"])
        if kind == "answer":
            waiting.set_result(bytes.fromhex(message["value"]))
        else:
            waiting.set_exception(ATT_Error(message["error"]))

    def on_connection(self, connection):
        self.send(event="connected")
        connection.on(connection.EVENT_DISCONNECTION, lambda _reason: self.send(event="disconnected"))

    async def vanish(self):
        for waiting in self.waiting.values():
            waiting.cancel()
        if self.device:
            self.device.remove_all_listeners()
            await self.device.stop_advertising()
            await self.do_drop_link({})
            await self.device.power_off()
        if self.controller:
            self.link.remove_controller(self.controller)


async def main(socket, controllers):
    link = Link()
    transports = [await open_transport(f"unix:{path}") for path in controllers]
    for number, transport in enumerate(transports):
        GuestController(number, transport, link)

    async def serve(reader, writer):
        await Peripheral(link, reader, writer).run()

    server = await asyncio.start_unix_server(serve, socket, limit=MAX_LINE_BYTES)
    async with server:
        # The guest's end is ours.
        await transports[0].source.terminated


asyncio.run(main(sys.argv[1], sys.argv[2:]))
