//! Answers any bytes for a device of Espressif's that says its version, and that is asked each request.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    claim::ClaimCommand,
    espressif::{
        ApplyWifi, AskClaim, Channel, Credentials, Device, Endpoint, Handshake, Next, Request,
        Reset, ScanPage, ScanStatus, Security, SetWifi, StartScan, VersionInfo, WifiStatus,
    },
    gatt::Service,
    improv::wifi::WifiCredentials,
};
use outpost_fuzz::{espressif, helium::with_ed25519};

fuzz_target!(|input: &[u8]| {
    let [which, answer @ ..] = input else {
        return;
    };
    match which {
        0 => drop(VersionInfo::read(answer)),
        1 => ask(StartScan, answer),
        2 => ask(ScanStatus, answer),
        3 => ask(ScanPage::all(3).next().unwrap(), answer),
        4 => {
            let wifi = WifiCredentials::new("Home", "mysecurepassword").unwrap();
            ask(SetWifi(wifi), answer);
        }
        5 => ask(ApplyWifi, answer),
        6 => ask(WifiStatus, answer),
        7 => ask(Reset, answer),
        8 => ask(AskClaim::new(&ClaimCommand::Identity).unwrap(), answer),
        _ => {}
    }
});

/// Asks over a channel that encrypts nothing. An answer may be of no use, but the channel stays.
fn ask<R: Request>(request: R, answer: &[u8]) {
    let (pending, _) = channel().ask(request).unwrap();
    if let Ok((channel, _)) = pending.take(answer) {
        channel.ask(WifiStatus).unwrap();
    }
}

fn channel() -> Channel {
    let mut device = Device::new(Security::Security0, with_ed25519(), [1; 32]);
    let (handshake, exchange) = Handshake::begin(&Credentials::None, [2; 32]);
    let session = espressif::id(&device, Endpoint::Session);
    device.write(session, &exchange.bytes).unwrap();
    match handshake.take(&device.read(session).unwrap()).unwrap() {
        Next::Established(channel) => channel,
        Next::Exchange(..) => panic!("security 0 has one exchange"),
    }
}
