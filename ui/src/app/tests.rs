//! Renders every state of the gallery and holds each to what a screen owes its reader.

use super::{Route, screen, shell::Shell};
use crate::gallery;
use outpost_app_api::AppView;
use std::{collections::BTreeSet, rc::Rc};
use yew::{LocalServerRenderer, prelude::*};

#[derive(Properties, PartialEq)]
struct SampleProps {
    route: Route,
    view: Rc<AppView>,
}

/// A screen in its frame, without a window around it.
#[component]
fn Sample(props: &SampleProps) -> Html {
    html! {
        <Shell view={props.view.clone()} route={props.route.clone()}>
            { screen(&props.route, props.view.clone(), Callback::noop()) }
        </Shell>
    }
}

/// What each state of the gallery looks like before its person does anything: name and HTML.
async fn rendered() -> Vec<(String, String)> {
    let mut screens = Vec::new();
    for state in gallery::states() {
        let view = gallery::view(&state.view);
        let asked = Route::parse(&state.hash).expect("the gallery's addresses lead somewhere");
        let route = asked.clone().permitted(&view);
        assert_eq!(
            route, asked,
            "{}: another screen would be shown",
            state.name
        );
        let props = SampleProps {
            route,
            view: Rc::new(view),
        };
        let html = LocalServerRenderer::<Sample>::with_props(props)
            .hydratable(false)
            .render()
            .await;
        screens.push((state.name, html));
    }
    screens
}

/// The opening tags of an element's kind, with their attributes and all that follows them.
fn elements<'a>(html: &'a str, kind: &str) -> Vec<(&'a str, &'a str)> {
    let opening = format!("<{kind} ");
    html.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split('"').next())
}

/// The text that an element shows: up to its end, without tags.
fn text(inside: &str, kind: &str) -> String {
    let inside = inside
        .split(&format!("</{kind}>"))
        .next()
        .unwrap_or_default();
    inside
        .split('<')
        .filter_map(|piece| {
            piece
                .split_once('>')
                .map_or(Some(piece), |(_, text)| Some(text))
        })
        .collect()
}

#[tokio::test]
async fn every_screen_has_one_heading_and_at_most_one_primary_button() {
    for (name, html) in rendered().await {
        assert!(
            html.matches("<h1").count() <= 1,
            "{name}: more than one heading"
        );
        let waits = html.contains("class=\"busy\"");
        assert!(waits || html.contains("<h1"), "{name}: no heading");
        assert!(
            html.matches("button-primary").count() <= 1,
            "{name}: more than one primary button"
        );
    }
}

#[tokio::test]
async fn every_button_link_and_field_has_a_name() {
    for (name, html) in rendered().await {
        for kind in ["button", "a"] {
            for (tag, inside) in elements(&html, kind) {
                let named =
                    attribute(tag, "aria-label").is_some() || !text(inside, kind).trim().is_empty();
                assert!(named, "{name}: a nameless {kind}: {tag}");
            }
        }
        for kind in ["input", "textarea"] {
            for (tag, _) in elements(&html, kind) {
                let labelled =
                    attribute(tag, "id").is_some_and(|id| html.contains(&format!("for=\"{id}\"")));
                let wrapped = attribute(tag, "type") == Some("radio");
                assert!(labelled || wrapped, "{name}: a nameless {kind}: {tag}");
            }
        }
    }
}

#[tokio::test]
async fn whatever_can_be_pressed_or_typed_into_has_a_hook_that_the_readme_names() {
    let readme = include_str!("../../README.md");
    let documented: BTreeSet<&str> = readme.split('`').skip(1).step_by(2).collect();
    // `device-0` stands in the table as `device-N`, `earnings-epoch-41` as `earnings-epoch-E`.
    let general = |hook: &str| -> Vec<String> {
        let with = |letter: &str| {
            let parts: Vec<&str> = hook
                .split('-')
                .map(|part| {
                    if part.parse::<u64>().is_ok() {
                        letter
                    } else {
                        part
                    }
                })
                .collect();
            parts.join("-")
        };
        vec![with("N"), with("E")]
    };
    for (name, html) in rendered().await {
        for kind in ["button", "a", "input", "textarea"] {
            for (tag, _) in elements(&html, kind) {
                let hook = attribute(tag, "data-test");
                let hook = hook.unwrap_or_else(|| panic!("{name}: a {kind} without a hook: {tag}"));
                assert!(
                    general(hook)
                        .iter()
                        .any(|hook| documented.contains(hook.as_str())),
                    "{name}: the README does not name `{hook}`"
                );
            }
        }
    }
}

#[tokio::test]
async fn nothing_asks_for_what_the_windows_policy_forbids() {
    for (name, html) in rendered().await {
        for forbidden in [" style=\"", "<style", "<script", "http://", "https://"] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
    }
}

#[tokio::test]
async fn numbers_on_the_home_screen_are_exact_and_say_how_they_were_proven() {
    let screens = rendered().await;
    let home = |wanted: &str| {
        &screens
            .iter()
            .find(|(name, _)| name == wanted)
            .expect("in the gallery")
            .1
    };
    let view = gallery::view("working");
    let money = view.money.expect("a balance");
    assert!(home("home").contains(&format!(
        "data-test=\"balance\" data-units=\"{}\"",
        money.balance.0
    )));
    assert!(home("home").contains(&format!(
        "data-verified=\"true\" data-height=\"{}\"",
        money.freshness.height
    )));
    assert!(home("home-stale").contains("data-stale=\"true\""));
    assert!(
        !home("home-connecting").contains("data-test=\"balance\""),
        "an unproven balance is shown"
    );
}
