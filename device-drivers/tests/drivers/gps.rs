//! Asks simulated GPS receivers on real pseudo-terminals where they are.

use outpost_device_drivers::{
    protocols::{
        calendar::{Date, TimeOfDay},
        nmea::{Fix, NoFix, Position, Quality, report, report_search},
    },
    receivers::gps::{GpsError, read_fix},
};
use std::{fs::File, os::fd::AsRawFd, time::Duration};
use tokio::{io::AsyncWriteExt, task::JoinHandle, time::sleep};
use tokio_serial::SerialStream;

/// Long, because a busy machine must fail no test.
const PATIENT: Duration = Duration::from_secs(60);
/// For those that are to be given up.
const HASTY: Duration = Duration::from_millis(400);
/// Receivers take a second; nothing depends on it.
const EPOCH: Duration = Duration::from_millis(20);

const GOOD_CM: u32 = 500;

fn fix(second: u32, accuracy_cm: u32) -> Fix {
    Fix {
        date: Date::new(26, 5, 17).unwrap(),
        time: TimeOfDay::new(12, 0, second * 1_000).unwrap(),
        position: Position::new(525_200_000, 134_050_000).unwrap(),
        accuracy_cm,
        speed_mm_s: Some(0),
        satellites: Some(9),
        quality: Quality::Autonomous,
    }
}

/// Plugs in something that sends these bursts, one an epoch, and over again.
fn plug_in(bursts: Vec<Vec<u8>>) -> (String, File, JoinHandle<()>) {
    let (mut ours, mut theirs) = SerialStream::pair().unwrap();
    theirs.set_exclusive(false).unwrap();
    let link = format!("/proc/self/fd/{}", theirs.as_raw_fd());
    let path = std::fs::read_link(link).unwrap();
    // Keeps the terminal, without the lock that makes it busy.
    let held = File::open(&path).unwrap();
    drop(theirs);
    let sending = tokio::spawn(async move {
        for burst in bursts.iter().cycle() {
            ours.write_all(burst).await.unwrap();
            sleep(EPOCH).await;
        }
        // Nothing to send.
        std::future::pending::<()>().await;
    });
    (path.to_str().unwrap().to_owned(), held, sending)
}

/// What is read from something that sends these bursts.
async fn check(
    bursts: Vec<Vec<u8>>,
    patience: Duration,
    expected: impl FnOnce(String) -> Result<Fix, GpsError>,
) {
    let (port, _held, sending) = plug_in(bursts);
    assert_eq!(read_fix(&port, GOOD_CM, patience).await, expected(port));
    sending.abort();
}

#[tokio::test]
async fn the_first_fix_that_is_good_enough_is_taken() {
    let bursts = [fix(0, 2_000), fix(1, 900), fix(2, 400), fix(3, 300)];
    let mut all = vec![report_search()];
    all.extend(bursts.iter().map(report));
    check(all, PATIENT, |_| Ok(fix(2, 400))).await;
}

#[tokio::test]
async fn the_best_fix_is_taken_when_none_is_good_enough() {
    let bursts = [fix(0, 2_000), fix(1, 900), fix(2, 1_400)];
    let all = bursts.iter().map(report).collect();
    check(all, HASTY, |_| Ok(fix(1, 900))).await;
}

#[tokio::test]
async fn a_receiver_that_sees_too_few_satellites_is_told_from_what_is_none() {
    check(vec![report_search()], HASTY, |_| {
        Err(GpsError::NoFix {
            reason: NoFix::Searching,
            satellites: Some(0),
        })
    })
    .await;
    check(vec![b"booting...\r\n".to_vec()], HASTY, |port| {
        Err(GpsError::NotAReceiver { port })
    })
    .await;
    check(Vec::new(), HASTY, |port| Err(GpsError::Silent { port })).await;
}

#[tokio::test]
async fn a_port_that_is_not_there_is_named() {
    let port = "/dev/there-is-no-such-port";
    let error = read_fix(port, GOOD_CM, HASTY).await.unwrap_err();
    assert!(error.to_string().contains(port), "{error}");
}
