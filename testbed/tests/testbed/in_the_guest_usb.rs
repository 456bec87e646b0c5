//! USB serial adapters, as a program in the guest finds them.

use outpost_testbed::{Testbed, errand::Errand, usb::UsbAdapter};
use serde_json::{Value, json};
use std::path::Path;

/// Where the guest has its first adapter.
const PORT: &str = "/dev/ttyUSB0";

/// Waits until the program in the guest says something with `key`: what it says.
async fn said(watch: &mut Errand, key: &str) -> Value {
    let found = watch.wait_for(|line| {
        let line: Value = serde_json::from_str(line).ok()?;
        line.get(key).cloned()
    });
    found.await.unwrap()
}

#[tokio::test]
async fn an_adapter_is_seen_when_it_is_plugged_in_speaks_and_is_missed_when_it_is_gone() {
    let testbed = Testbed::join().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_usb-watch"));
    let mut watch = testbed.errand(program, &[]).await.unwrap();
    said(&mut watch, "watching").await;

    let mut receiver = testbed.plug_in("GPS0001").await.unwrap();
    let (vendor, product) = UsbAdapter::IDS;
    assert_eq!(
        said(&mut watch, "connected").await,
        json!({ "vendor": vendor, "product": product, "serial": "GPS0001" })
    );
    assert_eq!(said(&mut watch, "appeared").await, json!(PORT));
    assert_eq!(said(&mut watch, "opened").await, json!(PORT));
    receiver
        .send(b"$GPGGA,,,,,,0,,,,,,,,*66\r\n")
        .await
        .unwrap();
    let mut heard = String::new();
    while !heard.ends_with("*66\r\n") {
        heard += said(&mut watch, "heard").await.as_str().unwrap();
    }
    assert_eq!(heard, "$GPGGA,,,,,,0,,,,,,,,*66\r\n");

    receiver.unplug().await.unwrap();
    said(&mut watch, "lost").await;
    said(&mut watch, "disconnected").await;
    assert_eq!(said(&mut watch, "gone").await, json!(PORT));
}
