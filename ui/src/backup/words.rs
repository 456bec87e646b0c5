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

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn each_word_stands_alone_in_its_place() {
        let props = WordsProps {
            words: vec!["lamp".to_owned(), "orchard".to_owned()],
        };
        let renderer = LocalServerRenderer::<Words>::with_props(props);
        let html = renderer.hydratable(false).render().await;
        for (hook, word) in [("backup-word-1", "lamp"), ("backup-word-2", "orchard")] {
            let (_, element) = html.split_once(hook).expect("the word's element");
            let (_, text) = element.split_once('>').expect("the end of its tag");
            assert!(text.starts_with(&format!("{word}<")), "{html}");
        }
    }
}
