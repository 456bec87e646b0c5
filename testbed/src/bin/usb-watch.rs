//! Tells, line by line as JSON, what USB devices and serial ports come and go and what comes in on
//! the ports, until its input ends: a test's eyes in the guest.

use anyhow::Result;
use futures::StreamExt;
use nusb::hotplug::HotplugEvent;
use outpost_device_drivers::transport::{
    Transport,
    hotplug::{PortChange, PortWatch},
    serial,
};
use serde_json::json;
use std::{io, thread};
use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut bus = nusb::watch_devices()?;
    let mut ports = PortWatch::begin(&[]);
    let (end_of_input, mut ended) = oneshot::channel::<()>();
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        drop(end_of_input);
    });
    println!("{}", json!({ "watching": true }));
    loop {
        tokio::select! {
            event = bus.next() => match event {
                Some(HotplugEvent::Connected(device)) => println!("{}", json!({ "connected": {
                    "vendor": device.vendor_id(),
                    "product": device.product_id(),
                    "serial": device.serial_number(),
                }})),
                Some(HotplugEvent::Disconnected(_)) => println!("{}", json!({ "disconnected": true })),
                None => return Ok(()),
            },
            change = ports.next() => match change {
                PortChange::Appeared(port) => {
                    println!("{}", json!({ "appeared": port.path }));
                    tokio::spawn(listen(port.path));
                }
                PortChange::Gone(path) => println!("{}", json!({ "gone": path })),
            },
            _ = &mut ended => return Ok(()),
        }
    }
}

/// Tells what comes in on a port until it is gone.
async fn listen(path: String) {
    let mut transport = match serial::open(&path) {
        Ok(transport) => transport,
        Err(error) => return println!("{}", json!({ "refused": error.to_string() })),
    };
    println!("{}", json!({ "opened": path }));
    loop {
        match transport.read().await {
            Ok(bytes) => println!("{}", json!({ "heard": String::from_utf8_lossy(&bytes) })),
            Err(error) => return println!("{}", json!({ "lost": error.to_string() })),
        }
    }
}
