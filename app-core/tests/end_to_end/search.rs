//! Plugs devices in and out while the wizard looks for them.

use crate::world::{RunningApp, World};
use outpost_app_api::*;
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Talker, Talks},
};
use outpost_device_drivers::transport::ble::Radio;
use outpost_protocol::practice::Wind;

async fn wizard(world: &World) -> RunningApp {
    let app = world.app().await;
    app.call(StartOnboarding {}).await;
    app
}

/// What the wizard shows of the world's port.
async fn until_shown(app: &RunningApp, world: &World) -> OnboardingView {
    let port = world.port.to_string_lossy();
    app.until("device", |view| {
        let wizard = view.onboarding.as_ref()?;
        let is_it = |found: &&Candidate| found.port == port;
        let candidate = wizard.candidates.iter().find(is_it)?;
        matches!(candidate.found, Found::Device(_)).then(|| wizard.clone())
    })
    .await
}

async fn until_gone(app: &RunningApp, world: &World) {
    let port = world.port.to_string_lossy();
    app.until("list without the device", |view| {
        let candidates = &view.onboarding.as_ref()?.candidates;
        candidates
            .iter()
            .all(|found| found.port != port)
            .then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_plugged_in_after_the_search_is_shown_until_it_is_unplugged() {
    let world = World::without_network();
    let app = wizard(&world).await;
    // Whether something else is found depends on what is near this machine.
    let _ = app.try_call(FindDevices {}).await;
    for _ in 0..2 {
        let device = world.plug_in(Confirmation::Automatic);
        let shown = until_shown(&app, &world).await;
        assert_eq!((shown.step, shown.problem), (Step::Find, None));
        device.unplug().await;
        until_gone(&app, &world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_device_that_was_unplugged_is_not_in_the_list_that_one_goes_back_to() {
    let world = World::without_network();
    let device = world.plug_in(Confirmation::Automatic);
    let app = wizard(&world).await;
    app.call(FindDevices {}).await;
    until_shown(&app, &world).await;
    let port = world.port.to_string_lossy().into_owned();
    let proof = String::new();
    app.call(ChooseDevice { port, proof }).await;
    device.unplug().await;
    until_gone(&app, &world).await;
    app.call(Back {}).await;
    until_gone(&app, &world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_on_a_port_is_shown_for_what_it_is() {
    for (talks, kind) in [
        (Talks::Position, ReceiverKind::Gps),
        (Talks::Energy(Wind::of_epochs(60_000)), ReceiverKind::Meter),
    ] {
        let world = World::without_network();
        let talker = Talker::open(talks, &world.port).unwrap();
        let talking = tokio::spawn(talker.run());
        let app = wizard(&world).await;
        app.call(FindDevices {}).await;
        let port = world.port.to_string_lossy();
        app.until("receiver", |view| {
            let candidates = &view.onboarding.as_ref()?.candidates;
            let found = candidates.iter().find(|found| found.port == port)?;
            (found.found == Found::Receiver(kind)).then_some(())
        })
        .await;
        talking.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_bluetooth_finds_devices_on_its_ports_and_says_why_no_others() {
    let world = World::without_network();
    let _device = world.plug_in(Confirmation::Automatic);
    let app = wizard(&world).await;
    let radio = Radio::open().await;
    app.call(FindDevices {}).await;
    let shown = until_shown(&app, &world).await;
    assert_eq!(shown.problem, None);
    assert_eq!(shown.bluetooth.is_some(), radio.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_found_device_shows_itself_before_it_is_chosen_and_is_the_same_afterwards() {
    let world = World::without_network();
    let _device = world.plug_in(Confirmation::Automatic);
    let app = wizard(&world).await;
    app.call(FindDevices {}).await;
    let found = until_shown(&app, &world).await.candidates;
    let port = world.port.to_string_lossy().into_owned();
    // This machine's own ports may be found meanwhile.
    let is_it = |candidate: &&Candidate| candidate.port == port;
    let found = found.iter().find(is_it).unwrap();
    assert!(found.can_blink);
    app.call(IdentifyCandidate { port: port.clone() }).await;
    let shown = until_shown(&app, &world).await;
    assert_eq!((shown.step, shown.problem), (Step::Find, None));
    assert_eq!(shown.candidates.iter().find(is_it), Some(found));

    let port = "/dev/nowhere".to_owned();
    let refused = app.try_call(IdentifyCandidate { port }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::DeviceCannotBlink);
}
