//! Links that are lost at every step, over the guest's BlueZ: nothing is done twice at the device, and
//! nothing at another one.

use crate::{
    central::{AT_MOST, radio},
    improv_device::{Done, ImprovDevice, PASSWORD, seen_networks},
    set_up::{claim_request, find, session, wifi},
};
use outpost_device_drivers::{
    catalog::BleSetUp,
    session::{Identity, SessionError},
};
use outpost_testbed::{Testbed, radio::VirtualPeripheral};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Does a step with its link lost after none of its requests was answered, after one, and so on, until it is
/// done before its link is lost. The number of requests.
async fn lose_at_each_request(on_air: &mut VirtualPeripheral, step: impl AsyncFnMut(u8)) -> u8 {
    lose_after(on_air, 0..u8::MAX, 0, step).await
}

/// Does a step with its link lost after so many answers, until it is done before its link is lost. It makes
/// so many `links` where none is lost. After how many answers none is lost any more.
async fn lose_after(
    on_air: &mut VirtualPeripheral,
    answers: impl IntoIterator<Item = u8>,
    links: usize,
    mut step: impl AsyncFnMut(u8),
) -> u8 {
    for requests in answers {
        on_air.links_made();
        on_air.drop_link_after(requests.into()).await.unwrap();
        step(requests).await;
        if on_air.links_made() == links {
            return requests;
        }
    }
    panic!("the step has no end");
}

#[tokio::test]
async fn a_link_lost_at_its_first_requests_or_later_while_it_is_made_is_made_anew() {
    const ADDRESS: &str = "C4:F2:17:1A:22:01";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(111);
    let mut on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    // Each one would take minutes: a link that is made anew is explored anew.
    let answers = std::iter::once(0).chain((0..8).map(|doublings| 1 << doublings));
    let requests = lose_after(&mut on_air, answers, 1, async |_| {
        let mut session = session(&radio, &place);
        let identified = session.identify().await.unwrap();
        assert_eq!(identified.identity, Identity::Key(device.key()));
        session.close().await;
    });
    // Services, characteristics and descriptors are found by several requests each.
    assert!(requests.await > 10);
}

#[tokio::test]
async fn a_link_lost_at_any_request_of_any_step_is_made_anew_and_nothing_is_done_twice() {
    const ADDRESS: &str = "C4:F2:17:1A:22:02";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(112);
    let mut on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    session.identify().await.unwrap();

    let on_air = &mut on_air;
    let read = lose_at_each_request(on_air, async |_| {
        session.identify().await.unwrap();
    });
    let read = read.await;
    let blink = lose_at_each_request(on_air, async |before| {
        session.blink().await.unwrap();
        assert_eq!(device.done().identified, u32::from(before) + 1);
    });
    let blink = blink.await;
    let scan = lose_at_each_request(on_air, async |_| {
        assert_eq!(session.scan_wifi().await.unwrap(), seen_networks());
    });
    let scan = scan.await;
    let join = lose_at_each_request(on_air, async |before| {
        device.forget_network();
        session.send_wifi(&wifi(PASSWORD)).await.unwrap();
        assert_eq!(device.done().joined, u32::from(before) + 1);
    });
    let join = join.await;
    let claim = lose_at_each_request(on_air, async |before| {
        session.claim(&claim_request(before)).await.unwrap();
        assert_eq!(device.done().confirmed, u32::from(before) + 1);
    });
    let claim = claim.await;
    // Each of these asks the device who it is, and its state, as often as it must.
    assert!(read >= 4 && blink >= 3 && scan >= 1 && join >= 5 && claim >= 3);
    session.close().await;
}

#[tokio::test]
async fn what_a_device_did_before_its_answer_was_lost_is_not_done_again() {
    const ADDRESS: &str = "C4:F2:17:1A:22:04";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(114);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    session.identify().await.unwrap();

    let (wifi, request) = (wifi(PASSWORD), claim_request(1));
    device.withhold_answers(true);
    let (joined, ()) = tokio::join!(
        session.send_wifi(&wifi),
        lose_once(&device, &on_air, |done| done.joined == 1),
    );
    joined.unwrap();
    device.withhold_answers(true);
    let (claimed, ()) = tokio::join!(
        session.claim(&request),
        lose_once(&device, &on_air, |done| done.confirmed == 1),
    );
    claimed.unwrap();
    let done = device.done();
    assert_eq!((done.joined, done.confirmed), (1, 1));
    session.close().await;
}

/// Loses the link when so much was `done` at the device, which answers again from then on.
async fn lose_once(device: &ImprovDevice, on_air: &VirtualPeripheral, done: fn(Done) -> bool) {
    let waited = timeout(AT_MOST, async {
        while !done(device.done()) {
            sleep(Duration::from_millis(10)).await;
        }
    });
    waited.await.expect("it is done");
    on_air.drop_link().await.unwrap();
    device.withhold_answers(false);
}

#[tokio::test]
async fn another_device_that_answers_at_the_same_address_is_refused() {
    const ADDRESS: &str = "C4:F2:17:1A:22:05";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(115);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    session.identify().await.unwrap();
    drop(on_air);

    let other = ImprovDevice::new(116);
    let _other_on_air = other.appear(&testbed, ADDRESS).await;
    let changed = SessionError::DeviceChanged {
        expected: Box::new(Identity::Key(device.key())),
        found: Box::new(Identity::Key(other.key())),
    };
    assert_eq!(
        session.send_wifi(&wifi(PASSWORD)).await,
        Err(changed.clone())
    );
    assert_eq!(session.claim(&claim_request(1)).await, Err(changed));
    for device in [device, other] {
        assert_eq!(device.done(), Done::default());
    }
    session.close().await;
}
