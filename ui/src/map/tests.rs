//! Holds the map to the promise that whoever does not see it has a list with all that it shows.

use super::*;
use crate::gallery;
use std::rc::Rc;
use yew::LocalServerRenderer;

/// A device in the first of the cells that are listed, and a plan for the second.
fn own_places() -> PlacesView {
    let cells = gallery::cells().cells;
    let mut places = gallery::places();
    places.devices.truncate(1);
    places.plans.truncate(1);
    places.devices[0].place = cells[0].place.clone();
    places.plans[0].place = cells[1].place.clone();
    places
}

async fn listed() -> String {
    let props = table::CellTableProps {
        cells: Rc::new(gallery::cells().cells),
        chosen: Some(gallery::cells().cells[1].place.cell.clone()),
        onchoose: Callback::noop(),
        order: Order::of(Layer::Reward),
        onorder: Callback::noop(),
        towns: None,
        places: own_places(),
    };
    LocalServerRenderer::<CellTable>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

#[tokio::test]
async fn every_map_has_a_list_with_all_that_it_shows() {
    let html = listed().await;
    let cells = gallery::cells().cells;
    assert_eq!(html.matches("scope=\"row\"").count(), cells.len());
    for cell in cells {
        assert!(html.contains(&format!("data-cell=\"{}\"", cell.place.cell)));
    }
    // What the colours mean stands in the columns, each of which sorts.
    for column in ["place", "devices", "last", "reward"] {
        assert!(
            html.contains(&format!("data-test=\"map-sort-{column}\"")),
            "{column}"
        );
    }
    for own in [t!("map-key-device"), t!("map-key-plan")] {
        assert_eq!(html.matches(&own).count(), 1, "{own}");
    }
    assert_eq!(html.matches("aria-sort=\"descending\"").count(), 1);
    assert_eq!(html.matches("aria-pressed=\"true\"").count(), 1);
}

#[tokio::test]
async fn map_and_list_stand_side_by_side_and_one_press_apart() {
    #[component]
    fn Sample() -> Html {
        html! { <Explorer places={gallery::places()} onchange={Callback::noop()} epoch={None} /> }
    }
    let html = LocalServerRenderer::<Sample>::new()
        .hydratable(false)
        .render()
        .await;
    for part in ["explorer-map", "explorer-list"] {
        assert!(html.contains(part), "{part}");
    }
    for hook in [
        "map-shown-map",
        "map-shown-list",
        "map-resource",
        "map-layer-reward",
    ] {
        assert!(html.contains(&format!("data-test=\"{hook}\"")), "{hook}");
    }
    assert!(html.contains("data-test=\"plan-0-forget\""));
}

#[tokio::test]
async fn an_estimate_is_a_range_with_what_it_was_made_from() {
    let estimate = gallery::estimate();
    let html = LocalServerRenderer::<estimate::Shown>::with_props(estimate::ShownProps {
        estimate: Rc::new(estimate.clone()),
        is_of_costs: true,
    })
    .hydratable(false)
    .render()
    .await;
    let middle = format!("data-units=\"{}\"", estimate.day.middle.0);
    assert!(html.contains(&middle));
    for hook in [
        "estimate-payback",
        "estimate-crowded",
        "estimate-radio",
        "freshness",
    ] {
        assert!(html.contains(&format!("data-test=\"{hook}\"")), "{hook}");
    }
}
