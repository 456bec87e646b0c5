"""One connection to the emulator's socket, and who is on the air for as long as it lasts.

Lines of JSON; values are hexadecimal. What is to be done is named by `do`, what happened by `event`.
"""

import json


class Party:
    """Does what the other end says, one thing after the other."""

    def __init__(self, link, reader, writer):
        self.link = link
        self.reader = reader
        self.writer = writer

    async def run(self, message):
        try:
            while True:
                await self.take(message)
                line = await self.reader.readline()
                if not line:
                    return
                message = json.loads(line)
        except ConnectionError:
            pass
        finally:
            await self.vanish()
            self.writer.close()

    def send(self, **message):
        if not self.writer.is_closing():
            self.writer.write(json.dumps(message).encode() + b"\n")
