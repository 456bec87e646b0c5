"""A client on the air: hears who advertises, or connects to one of them and uses what it offers.

To here, first and once: `listen`, which is answered by `heard` each time that somebody advertises, or
`connect`. After that, with a number each: `read`, `write`, `subscribe`, `leave`. All of these are
answered by `done`, by `refused` if the device says no, or by `failed`. From here as well: `told` when
something changes that was subscribed to, and `lost` when the link is.

One address is one client: a second party of the same address waits until the first has left the air.
"""

import asyncio
from collections import defaultdict
from uuid import UUID

from air import HearingController
from bumble import core, hci
from bumble.att import ATT_Error
from bumble.device import Device, Peer
from bumble.host import Host
from party import Party

USER_DESCRIPTION = core.UUID.from_16_bits(0x2901)
# The longest that a link takes, so that a value of 512 bytes goes in one piece.
MTU = 517
# Seconds. A device that advertises is connected at once.
CONNECT_WITHIN = 20


# Who is on the air with an address: what is sent to it would reach one of two only.
on_air = defaultdict(asyncio.Lock)


class Central(Party):
    """One central of its own, or one link of it."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.address = None
        self.controller = None
        self.device = None
        self.connection = None
        self.characteristics = {}

    async def take(self, message):
        request = message.get("request")
        try:
            answer = await getattr(self, f"do_{message['do']}")(message)
            self.send(event="done", request=request, **(answer or {}))
        except ATT_Error as error:
            self.send(event="refused", request=request, reason=str(error))
        # A request that is under way when the link is lost is cancelled.
        except (Exception, asyncio.CancelledError) as error:
            self.send(event="failed", request=request, reason=repr(error))

    async def power_on(self, message):
        await on_air[message["address"]].acquire()
        self.address = message["address"]
        self.controller = HearingController(self.address, link=self.link)
        host = Host()
        host.controller = self.controller
        address = hci.Address(self.address)
        self.device = Device(name="central", address=address, host=host)
        await self.device.power_on()

    async def do_listen(self, message):
        await self.power_on(message)
        self.device.on(Device.EVENT_ADVERTISEMENT, self.on_advertisement)
        await self.device.start_scanning(legacy=True)

    def on_advertisement(self, advertisement):
        self.send(
            event="heard",
            address=str(advertisement.address),
            signal_dbm=advertisement.rssi,
            data=bytes(advertisement.data).hex(),
        )

    async def do_connect(self, message):
        await self.power_on(message)
        connection = await self.device.connect(message["to"], timeout=CONNECT_WITHIN)
        self.connection = connection
        connection.on(connection.EVENT_DISCONNECTION, lambda _reason: self.send(event="lost"))
        peer = Peer(connection)
        await peer.request_mtu(MTU)
        return {"offered": [await self.describe(*it) for it in await self.discover(peer)]}

    async def discover(self, peer):
        """All characteristics, each with its service."""
        found = []
        for service in await peer.discover_services():
            for characteristic in await service.discover_characteristics():
                found.append((service, characteristic))
        return found

    async def describe(self, service, characteristic):
        uuid = long(characteristic.uuid)
        self.characteristics[uuid] = characteristic
        text = None
        for descriptor in await characteristic.discover_descriptors():
            if descriptor.type == USER_DESCRIPTION:
                text = (await descriptor.read_value()).decode()
        return {"service": long(service.uuid), "uuid": uuid, "description": text}

    async def do_read(self, message):
        characteristic = self.characteristics[message["characteristic"]]
        return {"value": (await characteristic.read_value()).hex()}

    async def do_write(self, message):
        characteristic = self.characteristics[message["characteristic"]]
        value = bytes.fromhex(message["value"])
        await characteristic.write_value(value, with_response=True)

    async def do_subscribe(self, message):
        uuid = message["characteristic"]

        def told(value):
            self.send(event="told", characteristic=uuid, value=value.hex())

        await self.characteristics[uuid].subscribe(told)

    async def do_leave(self, _message):
        await self.connection.disconnect()

    async def vanish(self):
        try:
            if self.device:
                self.device.remove_all_listeners()
                for connection in list(self.device.connections.values()):
                    await connection.disconnect()
                await self.device.power_off()
        finally:
            if self.controller:
                self.link.remove_controller(self.controller)
            if self.address:
                on_air[self.address].release()


def long(uuid):
    """An id of 128 bits, as it is written."""
    return str(UUID(bytes=uuid.to_bytes(force_128=True)[::-1]))
