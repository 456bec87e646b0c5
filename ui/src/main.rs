//! Draws the app: every screen is a function of one [`outpost_app_api::AppView`].

mod add_device;
mod app;
mod backup;
mod bridge;
mod devices;
mod earnings;
#[cfg(test)]
mod gallery;
mod home;
mod map;
mod mapping;
mod network;
mod settings;
mod text;
mod wallet;
mod welcome;
mod widgets;

fn main() {
    // Until the app says what its person chose.
    let language = text::language::of_the_system();
    wasm_bindgen_futures::spawn_local(async move {
        text::language::load(language).await;
        text::language::speak(language);
        yew::Renderer::<app::App>::new().render();
    });
}
