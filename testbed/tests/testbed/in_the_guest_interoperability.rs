//! Devices of ours with a client that others wrote, and our drivers with devices that others wrote.

use crate::{
    central::radio,
    improv_device::{Done, ImprovDevice, NETWORK, PASSWORD, networks},
    set_up::{find, session, wifi},
};
use outpost_device_drivers::{
    catalog::{BleSetUp, ReceiverKind},
    protocols::improv::State,
    receivers::{gps::read_fix, recognise},
    session::{Identity, SessionError},
};
use outpost_testbed::Testbed;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout},
    time::timeout,
};

/// Ends a client that does not come to an end.
const AT_MOST: Duration = Duration::from_secs(120);

/// Provisions the device at `address` by py-improv-ble-client, with a wrong password first: what the
/// client learnt.
async fn provision(testbed: &Testbed, address: &str) -> Vec<Value> {
    let mut client = testbed.python();
    client.arg(script("improv_client.py"));
    client.args([address, NETWORK, PASSWORD]);
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

#[tokio::test]
async fn a_device_of_improv_that_others_wrote_is_provisioned_by_our_drivers() {
    const ADDRESS: &str = "C4:F2:17:1A:26:02";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let mut arguments = vec![testbed.radio().to_str().unwrap()];
    arguments.extend([ADDRESS, NETWORK, PASSWORD]);
    let mut theirs = Theirs::start(&testbed, "improv_server.py", &arguments);
    assert_eq!(theirs.said().await, json!({ "ready": true }));
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.info.name, "Theirs");
    assert_eq!(identified.info.firmware, "pyImprov");
    assert_eq!(identified.state, State::Ready);
    // It knows no claim, and so has no key to be owned by.
    assert!(matches!(identified.identity, Identity::Unkeyed(_)));
    session.blink().await.unwrap();
    assert_eq!(theirs.said().await, json!({ "identifies": true }));
    let seen = session.scan_wifi().await.unwrap();
    let names: Vec<&str> = seen.iter().map(|it| it.ssid.as_str()).collect();
    assert_eq!(names, [NETWORK]);
    let ssid = NETWORK.to_owned();
    let refused = session.send_wifi(&wifi("wrong horse")).await;
    assert_eq!(refused, Err(SessionError::WifiFailed { ssid }));
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    for succeeds in [false, true] {
        let joins = json!({ "joins": NETWORK, "succeeds": succeeds });
        assert_eq!(theirs.said().await, joins);
    }
    session.close().await;
}

#[tokio::test]
async fn a_gps_receiver_that_others_wrote_is_known_and_read() {
    let testbed = Testbed::join().unwrap();
    let mut theirs = Theirs::start(&testbed, "nmea_receiver.py", &["52.52", "13.405"]);
    let port = theirs.line().await;
    assert_eq!(recognise(&port).await, Ok(Some(ReceiverKind::Gps)));
    let fix = read_fix(&port, 2_000, AT_MOST).await.unwrap();
    // To a hundred metres.
    assert!(
        fix.position.latitude_e7().abs_diff(525_200_000) < 10_000,
        "{fix:?}"
    );
    assert!(
        fix.position.longitude_e7().abs_diff(134_050_000) < 15_000,
        "{fix:?}"
    );
}

/// A program that others wrote the core of, until it is dropped.
struct Theirs {
    lines: Lines<BufReader<ChildStdout>>,
    _program: Child,
}

impl Theirs {
    fn start(testbed: &Testbed, name: &str, arguments: &[&str]) -> Self {
        let mut program = testbed.python();
        program.arg(script(name)).args(arguments);
        program.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = program.spawn().unwrap();
        let said = program.stdout.take().unwrap();
        Self {
            lines: BufReader::new(said).lines(),
            _program: program,
        }
    }

    async fn line(&mut self) -> String {
        let line = timeout(AT_MOST, self.lines.next_line()).await;
        line.expect("it says something").unwrap().expect("it runs")
    }

    async fn said(&mut self) -> Value {
        serde_json::from_str(&self.line().await).unwrap()
    }
}

fn script(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed");
    folder.join(name)
}
