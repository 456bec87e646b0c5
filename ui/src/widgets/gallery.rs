//! Draws every widget in every state, for the gallery's page about the design. A chart draws itself, and is seen
//! in the states of the screens that have one.
//!
//! The page is kept as it was drawn, in `gallery/widgets.html`; `OUTPOST_RENEW=1 cargo test widgets` draws
//! it anew after a widget changed.

use super::*;
use outpost_app_api::{AppError, ErrorCode, Freshness, Money, SumProof};
use std::{env, fs, path::Path};
use yew::{LocalServerRenderer, prelude::*};

/// Sunday 22 November 2026, 20:41:27 UTC.
const THEN: u64 = 1_795_380_087_000;

/// A piece of the page: what it shows, and that.
fn piece(title: &str, inside: Html) -> Html {
    html! { <section class="section"><h2>{ title }</h2>{ inside }</section> }
}

fn freshness(stale_since_ms: Option<u64>) -> Freshness {
    Freshness {
        height: 2_614,
        block_time_ms: THEN,
        peers: 4,
        stale_since_ms,
    }
}

#[component]
fn Sheet() -> Html {
    html! {
        <>
            { piece("A heading", html! { <Heading title="A screen or a step" lead={"A sentence that says what it is about".to_owned()} /> }) }
            { piece("Buttons", buttons()) }
            { piece("Fields", fields()) }
            { piece("Choices", choices()) }
            { piece("Numbers, and how far they can be relied on", numbers()) }
            { piece("Empty, loading, worth knowing, failed, done", feedback()) }
            { piece("Rows of one height, of which those in sight are drawn", rows()) }
            { piece("An address", html! { <Address address="op1qxk3v7t9w2m5r8e4n6c0y3u7a5s9d2f4g6h8j0k2l4z6xq8v" test="sheet-address" /> }) }
        </>
    }
}

fn buttons() -> Html {
    let button = |look: Look, label: &str, busy: bool, disabled: bool| {
        html! {
            <Button {look} label={label.to_owned()} test="sheet-button" onclick={Callback::noop()} {busy} {disabled} />
        }
    };
    let looks = [
        (Look::Primary, "The one next step"),
        (Look::Secondary, "Another thing"),
        (Look::Plain, "A way out"),
    ];
    let row = |busy, disabled| {
        let drawn = looks.map(|(look, label)| button(look, label, busy, disabled));
        html! { <p class="sheet-row">{ for drawn }</p> }
    };
    let file = |name: &'static str, look: Look, disabled: bool| {
        html! {
            <FileButton {name} label="Choose a file" glyph={Glyph::Plus} accept="*" {look} {disabled}
                describedby="sheet-file-notes" onfile={Callback::noop()} />
        }
    };
    html! {
        <>
            { row(false, false) }
            { row(true, false) }
            { row(false, true) }
            <p class="sheet-row">
                { file("sheet-file", Look::Secondary, false) }
                { file("sheet-file-disabled", Look::Secondary, true) }
                <Copy text="opd1" label="Copy" test="sheet-copy" />
            </p>
            <p id="sheet-file-notes" class="fine-print">{ "What a file must be, and a text that can be copied" }</p>
            <CodeReader test="sheet-code" found={Callback::noop()} />
        </>
    }
}

fn fields() -> Html {
    let onchange = Callback::<String>::noop();
    html! {
        <>
            <TextField name="sheet-plain" label="Empty" value="" onchange={onchange.clone()} hint={"A hint".to_owned()} />
            <TextField name="sheet-wrong" label="Wrong" value="lamp orcherd" onchange={onchange.clone()}
                problem={"There is no such word".to_owned()} />
            { amount_field("sheet-money", "An amount".to_owned(), "12.5x", onchange.clone(), Some("How much there is".to_owned())) }
            { text_area("sheet-text", "Several lines".to_owned(), "One\nTwo", &onchange) }
            <Secret name="sheet-secret" label="Covered" value="correct horse" {onchange} />
        </>
    }
}

fn choices() -> Html {
    let few = vec![Choice::new("a", "This"), Choice::new("b", "That")];
    let (chosen, switched) = (Callback::<String>::noop(), Callback::<bool>::noop());
    html! {
        <div class="settings">
            <Switch name="sheet-on" label="On" on=true onchange={switched.clone()} hint={"What that means".to_owned()} />
            <Switch name="sheet-off" label="Off" on=false onchange={switched} />
            <Segments name="sheet-segments" label="One of a few" choices={few.clone()} chosen="a" onchange={chosen.clone()} />
            <Select name="sheet-select" label="One of many" choices={few} chosen="b" onchange={chosen} />
        </div>
    }
}

fn rows() -> Html {
    let row = Callback::from(|index: usize| {
        html! { <span class="row"><span class="row-words"><strong>{ format!("Row {index}") }</strong></span></span> }
    });
    html! { <VirtualList count=3 {row} label="Rows" test="sheet-rows" /> }
}

fn numbers() -> Html {
    let value = Money(120_453_001_200);
    let sum = SumProof {
        statements: 41,
        heights: (120, 2_614),
        fewest_peers: 3,
        complete_at: freshness(None),
    };
    html! {
        <>
            <Amount {value} test="sheet-large" large=true />
            <p><Amount {value} test="sheet-amount" /></p>
            <p><ProvenAmount {value} freshness={freshness(None)} sum={Some(sum.clone())} test="sheet-proven" /></p>
            <FreshnessChip freshness={freshness(None)} sum={Some(sum)} />
            <Amount {value} test="sheet-stale" large=true stale=true />
            <FreshnessChip freshness={freshness(Some(THEN))} />
            { tick("sheet-tick", true, "The parts make the total".to_owned(), String::new()) }
            { tick("sheet-tick-broken", false, String::new(), "The parts do not make the total".to_owned()) }
        </>
    }
}

fn feedback() -> Html {
    html! {
        <>
            <p class="empty">{ "Nothing here yet, and what would change that." }</p>
            { spinner("Something takes a while".to_owned()) }
            { notice(Glyph::Clock, html! { <p>{ "Something worth knowing" }</p> }) }
            <Problem error={AppError::new(ErrorCode::DeviceSilent)} retry={Callback::noop()} />
        </>
    }
}

#[tokio::test]
async fn the_gallery_shows_every_widget_as_it_is_drawn() {
    let renderer = LocalServerRenderer::<Sheet>::new().hydratable(false);
    // A line for each element, so that a change can be read.
    let drawn = renderer.render().await.replace("><", ">\n<") + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("gallery/widgets.html");
    if env::var_os("OUTPOST_RENEW").is_some() {
        fs::write(&file, &drawn).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), drawn);
}
