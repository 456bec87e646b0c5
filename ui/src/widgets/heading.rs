//! Draws a screen's heading and moves the focus to it, so that whoever cannot see the screen
//! change hears where they are.

use yew::prelude::*;

/// Properties of [`Heading`].
#[derive(Properties, PartialEq)]
pub struct HeadingProps {
    /// Names the screen.
    pub title: String,
    /// A sentence below it.
    #[prop_or_default]
    pub lead: Option<String>,
}

/// The heading of a screen or of a wizard's step.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.title.clone(), move |_| {
            if let Some(element) = heading.cast::<web_sys::HtmlElement>() {
                // A heading that is gone already needs no focus.
                let _ = element.focus();
            }
        });
    }
    html! {
        <header class="heading">
            <h1 ref={heading} tabindex="-1">{ &props.title }</h1>
            if let Some(lead) = &props.lead {
                <p class="lead">{ lead }</p>
            }
        </header>
    }
}
