//! Holds the view and the route, and draws the screen that both ask for.

mod appearance;
mod clock;
mod navigation;
mod outside;
mod route;
mod shell;
mod splash;

pub use clock::{Clock, use_clock};
pub use route::{Route, WalletPage};
pub use shell::mark;

use crate::{
    add_device::AddDevice,
    backup::Backup,
    bridge,
    devices::{DeviceScreen, Devices},
    earnings::{Earnings, EpochScreen},
    home::Home,
    map::Map,
    mapping::Mapping,
    network::Network,
    settings::Settings,
    text::{language, t},
    wallet::Wallet,
    welcome::{Pair, Passphrase, Restore, Unlock, Watch, Welcome},
    widgets::{Problem, spinner},
};
use appearance::{use_appearance, use_language};
use clock::ClockProvider;
use navigation::more;
use outpost_app_api::{AppError, AppView, Event, GetView, StartStage};
use outside::use_outside;
use route::{navigate, use_route};
use shell::Shell;
use splash::splash;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where the view is on its way from the app.
#[derive(Clone, PartialEq)]
enum Loading {
    Waiting(StartStage),
    Failed(AppError),
    Ready(Rc<AppView>),
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let loading = use_state(|| Loading::Waiting(StartStage::App));
    let attempt = use_state(|| 0u32);
    {
        let setter = loading.setter();
        use_effect_with(*attempt, move |_| spawn_local(load(setter)));
    }
    let retry = {
        let (loading, attempt) = (loading.clone(), attempt.clone());
        Callback::from(move |()| {
            loading.set(Loading::Waiting(StartStage::App));
            attempt.set(*attempt + 1);
        })
    };
    html! {
        <ClockProvider>
            { match &*loading {
                Loading::Waiting(stage) => splash(spinner(starting(*stage))),
                Loading::Failed(error) => splash(html! { <Problem error={error.clone()} {retry} /> }),
                Loading::Ready(view) => html! { <Page view={view.clone()} /> },
            } }
        </ClockProvider>
    }
}

/// Events come first, so that no change falls between the first view and the second.
async fn load(setter: UseStateSetter<Loading>) {
    let heard = setter.clone();
    let first = async {
        let hear = move |event| {
            heard.set(match event {
                Event::View(view) => Loading::Ready(view.into()),
                Event::Starting(stage) => Loading::Waiting(stage),
            });
        };
        bridge::listen(hear).await?;
        bridge::call(&GetView {}).await
    };
    setter.set(match first.await {
        Ok(view) => Loading::Ready(view.into()),
        Err(error) => Loading::Failed(error),
    });
}

/// What is started before there is anything to show.
fn starting(stage: StartStage) -> String {
    match stage {
        StartStage::Network => t!("app-starting-network"),
        StartStage::Device => t!("app-starting-device"),
        StartStage::App => t!("app-starting"),
    }
}

/// Properties of a screen.
#[derive(Clone, Properties, PartialEq)]
pub struct ScreenProps {
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// Properties of [`Page`].
#[derive(Properties, PartialEq)]
struct PageProps {
    view: Rc<AppView>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let settings = &props.view.settings.settings;
    use_appearance(settings);
    // Before anything is drawn; and all of it is drawn anew in another language, by its key.
    let language = use_language(settings);
    if let Some(language) = language {
        language::speak(language);
    }
    language::measure_in(settings.units);
    clock::live_in(settings.day.zone.as_deref());
    use_outside(&props.view);
    let asked = use_route();
    let route = asked
        .clone()
        .unwrap_or_else(|| Route::first(&props.view))
        .permitted(&props.view);
    use_effect_with((asked, route.clone()), |(asked, route)| {
        if asked.as_ref() != Some(route) {
            route::replace(route);
        }
    });
    let navigate = Callback::from(|route: Route| navigate(&route));
    let Some(language) = language else {
        return splash(html! {});
    };
    html! {
        <Shell key={format!("{} {:?}", language.key(), settings.units)} view={props.view.clone()} route={route.clone()}>
            { screen(&route, props.view.clone(), navigate) }
        </Shell>
    }
}

/// The screen of a route.
fn screen(route: &Route, view: Rc<AppView>, navigate: Callback<Route>) -> Html {
    match route {
        Route::Welcome => html! { <Welcome {view} {navigate} /> },
        Route::Passphrase => html! { <Passphrase {view} {navigate} /> },
        Route::Restore => html! { <Restore {view} {navigate} /> },
        Route::Pair(code) => {
            html! { <Pair key={code.clone()} code={code.clone()} screen={ScreenProps { view, navigate }} /> }
        }
        Route::Watch => html! { <Watch {view} {navigate} /> },
        Route::Unlock => html! { <Unlock {view} {navigate} /> },
        Route::Backup => html! { <Backup {view} {navigate} /> },
        Route::Home => html! { <Home {view} {navigate} /> },
        Route::AddDevice => html! { <AddDevice {view} {navigate} /> },
        Route::Devices => html! { <Devices {view} {navigate} /> },
        Route::Device(address) => {
            html! { <DeviceScreen address={address.clone()} {view} {navigate} /> }
        }
        Route::Earnings => html! { <Earnings {view} {navigate} /> },
        Route::Map => html! { <Map {view} {navigate} /> },
        Route::Epoch(epoch) => html! { <EpochScreen epoch={*epoch} {view} {navigate} /> },
        Route::Mapping => html! { <Mapping {view} {navigate} /> },
        Route::Wallet(page) => {
            html! { <Wallet page={page.clone()} screen={ScreenProps { view, navigate }} /> }
        }
        Route::Network => html! { <Network {view} {navigate} /> },
        Route::Settings => html! { <Settings {view} {navigate} /> },
        Route::More => more(),
    }
}

#[cfg(test)]
mod tests;
