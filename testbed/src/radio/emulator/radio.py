"""Emulates the guest's Bluetooth controllers, and who else is on the air with them.

Started as `radio.py SOCKET CONTROLLER...`: each CONTROLLER is a socket to which a controller of the
guest is attached (HCI, H4 framing), and SOCKET is made here. Whoever connects to it is one peripheral
or one central for as long as the connection lasts, by what it says first.
"""

import asyncio
import json
import sys

from air import GuestController, Link
from bumble.transport import open_transport
from central import Central
from peripheral import Peripheral

# The longest line holds a few services, or the longest value of a characteristic.
MAX_LINE_BYTES = 1 << 20


async def main(socket, controllers):
    link = Link()
    transports = [await open_transport(f"unix:{path}") for path in controllers]
    for number, transport in enumerate(transports):
        GuestController(number, transport, link)

    async def serve(reader, writer):
        line = await reader.readline()
        if line:
            first = json.loads(line)
            party = Peripheral if first["do"] == "appear" else Central
            await party(link, reader, writer).run(first)

    server = await asyncio.start_unix_server(serve, socket, limit=MAX_LINE_BYTES)
    async with server:
        # The guest's end is ours.
        await transports[0].source.terminated


asyncio.run(main(sys.argv[1], sys.argv[2:]))
