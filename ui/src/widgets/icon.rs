//! Draws the icons: one family, 24 units square, strokes of 1.75 with round ends.

use yew::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Alert,
    Back,
    Check,
    Chevron,
    Clock,
    Close,
    Copy,
    Device,
    Earnings,
    Eye,
    EyeOff,
    File,
    Home,
    Key,
    Lock,
    More,
    Map,
    Minus,
    Network,
    Pen,
    People,
    Pin,
    Plus,
    Receive,
    Refresh,
    Scan,
    Search,
    Settings,
    Send,
    Shield,
    Target,
    Table,
    Wallet,
    Wifi,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.2M12 17v.1",
            Self::Back => "M19 12H5m6-6-6 6 6 6",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Chevron => "m9.5 6 6 6-6 6",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 8v4.3l2.8 1.7",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Copy => "M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1",
            Self::Device => {
                "M5 12.5h14v6.5H5zM8.5 15.8h.1m3.2 0h3.6M12 12.5V9m-3.4-1.2a4.6 4.6 0 0 1 6.8 0M6.2 5.4a8 8 0 0 1 11.6 0"
            }
            Self::Earnings => "M4.5 19.5h15M7 16v-4m5 4V5.5m5 10.5V9",
            Self::Eye => {
                "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12Zm9.5-2.7a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4Z"
            }
            Self::EyeOff => {
                "M4 4l16 16M9.6 6.2A9 9 0 0 1 12 5.8c6 0 9.5 6.2 9.5 6.2a17 17 0 0 1-2.7 3.3M6.3 7.6A16.6 16.6 0 0 0 2.5 12S6 18.2 12 18.2a9.4 9.4 0 0 0 4-.9M10 10.2a2.7 2.7 0 0 0 3.8 3.8"
            }
            Self::File => "M6 3.5h8L18.5 8v12.5H6zM13.5 3.5V8.5H18.5",
            Self::Home => "m4 11 8-6.5 8 6.5v8.5h-5.2V14H9.2v5.5H4V11Z",
            Self::Key => "M14.5 4.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM10.9 13 4 19.9m2.6-2.6 2.2 2.2",
            Self::Lock => "M6 10.5h12v9H6zM8.8 10.5V8a3.2 3.2 0 0 1 6.4 0v2.5",
            Self::More => {
                "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2Zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z"
            }
            Self::Map => "m9 4.5-5.5 2v13L9 17.5l6 2 5.5-2v-13L15 6.5l-6-2Zm0 0v13m6-11v13",
            Self::Minus => "M5 12h14",
            Self::Network => {
                "M12 3.5v4m0 9v4M4.6 7.8l3.5 2m7.8 4.5 3.5 2m0-8.5-3.5 2M8.1 14.3l-3.5 2M12 7.5l3.9 2.3v4.5L12 16.5l-3.9-2.2V9.8L12 7.5Z"
            }
            Self::Pen => "M4.5 19.5h3.8L19 8.8 15.2 5 4.5 15.7v3.8ZM12.8 7.4l3.8 3.8",
            Self::People => {
                "M9 5.2a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM3.5 19a5.5 5.5 0 0 1 11 0m1.2-13.5a3 3 0 0 1 0 5.4m1.6 3.2A5.5 5.5 0 0 1 20.5 19"
            }
            Self::Pin => {
                "M12 21s6.8-5.6 6.8-11A6.8 6.8 0 0 0 5.2 10c0 5.4 6.8 11 6.8 11Zm0-13.4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Receive => "M12 4.5v11m-4.5-4.5 4.5 4.5 4.5-4.5M5 19.5h14",
            Self::Refresh => "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4.2h-4.2",
            Self::Scan => {
                "M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M8 8h3v3H8zM13.5 8H16v2.5M8 13.5V16h2.5M13.5 13.5H16V16h-2.5z"
            }
            Self::Search => "M10.8 4.5a6.3 6.3 0 1 0 0 12.6 6.3 6.3 0 0 0 0-12.6Zm4.6 10.9 4.6 4.6",
            Self::Settings => {
                "M4 7h9.5m4.5 0h2M4 17h2m4.5 0H20M15.8 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM8.2 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z"
            }
            Self::Send => "M12 15.5v-11M7.5 9 12 4.5 16.5 9M5 19.5h14",
            Self::Shield => {
                "M12 3.5 5 6v5.4c0 4.4 3 7.6 7 9.1 4-1.5 7-4.7 7-9.1V6l-7-2.5Zm-3 8.3 2.2 2.2 4-4.2"
            }
            Self::Target => {
                "M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM12 2.5v5m0 9v5M2.5 12h5m9 0h5"
            }
            Self::Table => "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
            Self::Wallet => {
                "M4.5 7.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13v-12Zm0 0 10.5-3v3m1 6h.1"
            }
            Self::Wifi => {
                "M3.5 9.6a12 12 0 0 1 17 0M6.6 12.9a7.6 7.6 0 0 1 10.8 0M9.6 16a3.4 3.4 0 0 1 4.8 0M12 19v.1"
            }
        }
    }
}

impl Glyph {
    /// Whether it points along the line, and so the other way where lines are read from the right.
    fn points_along(self) -> bool {
        matches!(self, Self::Back | Self::Chevron)
    }
}

/// An icon. It is never the only carrier of a meaning, so screen readers skip it.
pub fn icon(glyph: Glyph) -> Html {
    let class = classes!("icon", glyph.points_along().then_some("icon-points"));
    html! {
        <svg {class} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path d={glyph.path()} fill="none" stroke="currentColor" stroke-width="1.75"
                stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}
