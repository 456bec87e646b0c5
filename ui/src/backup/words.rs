//! Draws the words in a numbered grid.

use yew::prelude::*;

/// Properties of [`Words`].
#[derive(Properties, PartialEq)]
pub struct WordsProps {
    /// In order.
    pub words: Vec<String>,
}

/// The words to write down.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    html! {
        <ol class="words" translate="no">
            { for props.words.iter().zip(1..).map(|(word, number)| html! {
                <li>
                    <span class="word-number">{ number }</span>
                    <span class="word" data-test={format!("backup-word-{number}")}>{ word }</span>
                </li>
            }) }
        </ol>
    }
}
