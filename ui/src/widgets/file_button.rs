//! Draws a button that opens the system's choice of a file, with words of this app.

use super::{Glyph, Look, icon};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// Names it; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What it does, as a verb.
    pub label: String,
    /// Drawn before the label.
    pub glyph: Glyph,
    /// Which files can be chosen, as the browser's own `accept`.
    pub accept: AttrValue,
    /// How loud it is.
    pub look: Look,
    /// Keeps it from being pressed.
    #[prop_or_default]
    pub disabled: bool,
    /// Names what says more about it.
    pub describedby: AttrValue,
    /// Takes the file.
    pub onfile: Callback<File>,
}

/// The browser's own field for a file speaks the system's language and not the app's, so it lies unseen over
/// the button: the keyboard and screen readers meet it as they know it.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let onfile = props.onfile.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let file = input.as_ref().and_then(|input| input.files()?.get(0));
        if let Some((input, file)) = input.zip(file) {
            onfile.emit(file);
            // So that the same file can be chosen again.
            input.set_value("");
        }
    });
    html! {
        <label class={classes!(props.look.class(), "file-button")} for={props.name.clone()}>
            { icon(props.glyph) }<span>{ &props.label }</span>
            <input id={props.name.clone()} type="file" class="visually-hidden" accept={props.accept.clone()}
                disabled={props.disabled} {onchange} aria-describedby={props.describedby.clone()}
                data-test={props.name.clone()} />
        </label>
    }
}
