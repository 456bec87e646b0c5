"""A peripheral whose logic is elsewhere.

To here: `appear` (first, and once), `advertise`, `silence`, `notify`, `drop_link`, `drop_link_after`,
`answer`, `refuse`. From here: `done` or `failed` after each of those but the last two, `read` and
`write` (to be answered), `connected`, `disconnected`.
"""

import asyncio
import itertools

from bumble import hci
from bumble.att import ATT_Error
from bumble.controller import Controller
from bumble.core import UUID
from bumble.device import Device
from bumble.gatt import Characteristic, CharacteristicValue, Descriptor, Service
from bumble.host import Host
from party import Party

# Milliseconds. A scan finds a peripheral at once, and tests need no radio's economy.
ADVERTISING_INTERVAL = 50
USER_DESCRIPTION = UUID.from_16_bits(0x2901)


class Peripheral(Party):
    """One peripheral."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.controller = None
        self.device = None
        self.characteristics = {}
        self.requests = itertools.count()
        self.waiting = {}
        self.requests_left = None

    async def take(self, message):
        kind = message["do"]
        if kind in ("answer", "refuse"):
            self.settle(kind, message)
            return
        try:
            await getattr(self, f"do_{kind}")(message)
            self.send(event="done")
        except Exception as error:  # whatever it is, the test is to hear of it
            self.send(event="failed", reason=repr(error))

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
            permissions |= Characteristic.WRITEABLE
        if message.get("unheeded"):
            properties |= Characteristic.Properties.WRITE_WITHOUT_RESPONSE
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
