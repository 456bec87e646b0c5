"""Provisions an Improv device by a client that others wrote, py-improv-ble-client, as any app might.

Started as `improv_client.py ADDRESS NETWORK PASSWORD`. Prints what it learns, a line of JSON each.
"""

import asyncio
import json
import sys

from bleak import BleakScanner
from improv_ble_client import ImprovBLEClient, device_filter
from improv_ble_client.errors import ProvisioningFailed

# Seconds. Ends a search that would go on forever.
FOUND_WITHIN = 30


def say(**said):
    print(json.dumps(said), flush=True)


async def main(address, network, password):
    def wanted(device, advertisement):
        return device.address == address and device_filter(advertisement)

    device = await BleakScanner.find_device_by_filter(wanted, FOUND_WITHIN, adapter="hci0")
    say(found=device is not None)
    client = ImprovBLEClient(device)
    await client.ensure_connected()
    info = await client.get_device_info()
    say(name=info.device_name.decode())
    await client.identify()
    say(identified=True)
    networks = await client.scan_wifi()
    say(networks=[ssid.decode() for ssid, *_ in networks.networks])
    try:
        await client.provision(network, "not " + password, None)
    except ProvisioningFailed as error:
        say(refused=error.error.name)
    # The client ends its link after a failure, and makes another one.
    await client.provision(network, password, None)
    say(provisioned=True)


asyncio.run(main(*sys.argv[1:]))
