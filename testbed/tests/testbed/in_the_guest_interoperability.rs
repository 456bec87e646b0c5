//! Devices of ours with a client that others wrote, through the guest's BlueZ.

use crate::improv_device::{Done, ImprovDevice, NETWORK, PASSWORD, networks};
use outpost_testbed::Testbed;
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tokio::time::timeout;

/// Ends a client that does not come to an end.
const AT_MOST: Duration = Duration::from_secs(120);

/// Provisions the device at `address` by py-improv-ble-client, with a wrong password first: what the
/// client learnt.
async fn provision(testbed: &Testbed, address: &str) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed/improv_client.py");
    let mut client = testbed.python();
    client.arg(script).args([address, NETWORK, PASSWORD]);
    let output = timeout(AT_MOST, client.output()).await;
    let output = output.expect("it ends").unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "it said:\n{said}\n{complaint}");
    let lines = said.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn a_device_of_ours_is_provisioned_by_a_client_of_improv_that_others_wrote() {
    const ADDRESS: &str = "C4:F2:17:1A:26:01";
    let testbed = Testbed::join().unwrap();
    let device = ImprovDevice::new(141);
    let _on_air = device.appear(&testbed, ADDRESS).await;
    let learnt = provision(&testbed, ADDRESS).await;
    let expected = [
        json!({ "found": true }),
        json!({ "name": "Improv 141" }),
        json!({ "identified": true }),
        json!({ "networks": networks().map(|it| it.ssid) }),
        json!({ "refused": "UNABLE_TO_CONNECT" }),
        json!({ "provisioned": true }),
    ];
    assert_eq!(learnt, expected);
    let done = Done {
        joined: 1,
        not_joined: 1,
        identified: 1,
        confirmed: 0,
    };
    assert_eq!(device.done(), done);
}
