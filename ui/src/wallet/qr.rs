//! Draws a QR code: dark on light in both themes, with the margin that scanners need.

use qrcode::{Color, QrCode};
use yew::prelude::*;

/// Modules of margin that the standard asks for.
const MARGIN: usize = 4;

/// Properties of [`Qr`].
#[derive(Properties, PartialEq)]
pub struct QrProps {
    /// What a scanner reads.
    pub text: AttrValue,
    /// What it is, for those who cannot see it.
    pub label: String,
}

/// A QR code. A text that is too long for one draws nothing; links are bounded below that.
#[component]
pub fn Qr(props: &QrProps) -> Html {
    let drawn = use_memo(props.text.clone(), |text| path(text));
    let Some((path, side)) = &*drawn else {
        return html! {};
    };
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={props.label.clone()}
            data-test="qr" data-text={props.text.clone()} shape-rendering="crispEdges">
            <path class="qr-light" d={format!("M0 0h{side}v{side}H0z")} />
            <path class="qr-dark" d={path.clone()} />
        </svg>
    }
}

/// The dark modules as a path, a run of a row each, and the side of the whole in modules.
fn path(text: &str) -> Option<(String, usize)> {
    let code = QrCode::new(text).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = MARGIN;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                path.push_str(&format!("M{x} {}h{length}v1h-{length}z", y + MARGIN));
            }
            x += run.len();
        }
    }
    Some((path, width + 2 * MARGIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_margin_and_three_corners_of_seven_dark_modules() {
        let (path, side) = path("outpost:op1qqqq").expect("short enough");
        assert!(path.starts_with("M4 4h7v1h-7z"));
        let right = side - MARGIN - 7;
        assert!(path.contains(&format!("M{right} 4h7v1h-7z")));
        assert!(path.contains(&format!("M4 {}h7v1h-7z", side - MARGIN - 1)));
    }

    #[test]
    fn the_longest_link_fits_and_more_draws_nothing() {
        assert!(path(&"a".repeat(1024)).is_some());
        assert!(path(&"a".repeat(5000)).is_none());
    }
}
