//! Proves that a walk's screen says why a phone does not tell where it is.

use super::{call, start_with};
use outpost_app_api::{
    AppView, Event, GetView, PauseWalk, ReceiverChoice, RecordWalk, RecordingState, RecordingView,
};
use outpost_app_core::{App, Host, NoPosition, PhonePosition};
use std::sync::{Arc, Mutex};

/// What the app wished of its phone.
#[derive(Clone, Default)]
struct Phone(Arc<Mutex<Vec<bool>>>);

impl Host for Phone {
    fn emit(&self, _: Event) {}

    fn is_phone(&self) -> bool {
        true
    }

    fn tell_position(&self, wanted: bool) {
        self.0.lock().unwrap().push(wanted);
    }
}

async fn recording(app: &App) -> RecordingView {
    let view: AppView = call(app, GetView {}).await.unwrap();
    view.mapping.recording.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_the_phone_is_shown_until_it_tells_where_it_is() {
    let data = tempfile::tempdir().unwrap();
    let phone = Phone::default();
    let app = start_with(data.path(), phone.clone()).await;
    let receiver = ReceiverChoice::Phone;
    call(&app, RecordWalk { receiver }).await.unwrap();
    assert_eq!(phone.0.lock().unwrap().last(), Some(&true));
    assert_eq!(recording(&app).await.state, RecordingState::Searching);

    app.take_position(Err(NoPosition::NotPermitted));
    assert_eq!(recording(&app).await.state, RecordingState::NotPermitted);
    app.take_position(Ok(PhonePosition {
        at_ms: 0,
        latitude: 52.52,
        longitude: 13.405,
        accuracy_m: 4.0,
        speed_m_s: None,
    }));
    let goes_on = recording(&app).await;
    assert_eq!(
        (goes_on.state, goes_on.points),
        (RecordingState::Recording, 1)
    );
    app.take_position(Err(NoPosition::Unknown));
    assert_eq!(recording(&app).await.state, RecordingState::NoFix);

    call(&app, PauseWalk {}).await.unwrap();
    assert_eq!(phone.0.lock().unwrap().last(), Some(&false));
    app.take_position(Err(NoPosition::NotPermitted));
    assert_eq!(recording(&app).await.state, RecordingState::Paused);
    app.shutdown().await;
}
