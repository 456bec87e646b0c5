"""The air between controllers, those of the guest among them."""

import asyncio

from bumble import hci
from bumble.controller import Controller
from bumble.core import PhysicalTransport
from bumble.link import LocalLink

# Strength of signals, in dBm: a device on the same table.
RSSI = -50


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


class HearingController(Controller):
    """A controller that hears advertisements and the answers to scans as they are."""

    def __init__(self, name, **arguments):
        super().__init__(name, **arguments)
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


class GuestController(HearingController):
    """A controller that the guest uses."""

    def __init__(self, number, transport, link):
        super().__init__(
            f"hci{number}",
            host_source=transport.source,
            host_sink=transport.sink,
            link=link,
            public_address=f"F0:F1:F2:F3:F4:0{number}",
        )
