"""Simulates a GPS receiver on a pseudo-terminal by what others wrote: nmeasim.

Started as `nmea_receiver.py LATITUDE LONGITUDE`. Prints the port, and talks there until its input ends.
"""

import os
import sys
import tty
from datetime import datetime, timezone

from nmeasim.models import GpsReceiver
from nmeasim.simulator import Simulator

latitude, longitude = map(float, sys.argv[1:])
ours, theirs = os.openpty()
tty.setraw(theirs)
print(os.ttyname(theirs), flush=True)
receiver = GpsReceiver(
    lat=latitude,
    lon=longitude,
    altitude=20.0,
    date_time=datetime.now(timezone.utc),
    output=("GGA", "GSA", "RMC", "VTG", "ZDA"),
)
# A second in a tenth of one, so that nobody waits.
simulator = Simulator(gps=receiver, static=True)
simulator.interval = 0.1
simulator.serve(output=os.fdopen(ours, "wb", buffering=0), blocking=False)
sys.stdin.read()
simulator.kill()
