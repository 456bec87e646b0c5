//! Draws what is there before there is anything to show: the app's mark and name, as `static/index.html` does.

use super::mark;
use crate::text::t;
use yew::prelude::*;

/// The mark and the name in the middle of the window, and below them what is to be said of the start.
pub fn splash(said: Html) -> Html {
    html! {
        <main class="splash">
            <div class="brand">{ mark() }<span>{ t!("app-name") }</span></div>
            <div class="splash-said">{ said }</div>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[component]
    fn Sample() -> Html {
        splash(html! {})
    }

    #[tokio::test]
    async fn the_program_draws_what_was_there_before_it() {
        let drawn = LocalServerRenderer::<Sample>::new()
            .hydratable(false)
            .render()
            .await;
        let page = include_str!("../../static/index.html");
        let (_, before) = page.split_once("<body>").unwrap();
        let values: Vec<&str> = before.split('"').skip(1).step_by(2).collect();
        assert!(values.contains(&"splash"));
        for value in values {
            assert!(drawn.contains(&format!("\"{value}\"")), "{value}");
        }
        assert!(before.contains("Outpost") && drawn.contains("Outpost"));
    }
}
