//! Draws a scenario's days as an SVG of six charts.

use super::{Day, ReportError, Scenario};
use outpost_protocol::report::Resource;
use plotters::{coord::Shift, prelude::*};
use std::path::Path;

const SIZE: (u32, u32) = (1_200, 1_050);
const COLOURS: [RGBColor; 6] = [
    RGBColor(31, 119, 180),
    RGBColor(255, 127, 14),
    RGBColor(44, 160, 44),
    RGBColor(214, 39, 40),
    RGBColor(148, 103, 189),
    RGBColor(23, 23, 23),
];
/// Every so many days have a point.
const STEP: usize = 30;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

/// A line of a chart.
struct Line {
    name: String,
    value: Box<dyn Fn(&Day) -> f64>,
}

fn line(name: &str, value: impl Fn(&Day) -> f64 + 'static) -> Line {
    Line {
        name: name.to_owned(),
        value: Box::new(value),
    }
}

/// Draws all charts into one file.
pub(super) fn draw(path: &Path, scenario: Scenario, days: &[Day]) -> Result<(), ReportError> {
    try_draw(path, scenario, days).map_err(|error| ReportError::Plot {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

fn try_draw(path: &Path, scenario: Scenario, days: &[Day]) -> Drawn {
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let root = root.titled(&format!("Scenario: {scenario}"), ("sans-serif", 24))?;
    let areas = root.split_evenly((3, 2));
    for (area, (title, lines)) in areas.iter().zip(charts()) {
        chart(area, title, &lines, days)?;
    }
    root.present()?;
    Ok(())
}

fn charts() -> [(&'static str, Vec<Line>); 6] {
    let by_resource = |value: fn(&Day) -> [f64; Resource::COUNT]| {
        let named = Resource::ALL.into_iter().map(move |resource| {
            line(&format!("{resource:?}").to_lowercase(), move |day| {
                value(day).get(resource.index()).copied().unwrap_or(0.0)
            })
        });
        named.collect::<Vec<_>>()
    };
    let by_density = ["sparse", "normal", "crowded"].into_iter().enumerate();
    [
        (
            "Tokens there are, in millions",
            vec![line("supply", |day| day.supply / 1e6)],
        ),
        (
            "Tokens a day, in thousands",
            vec![
                line("emission", |day| day.emission / 1e3),
                line("burned", |day| day.burned / 1e3),
                line("recycled", |day| day.recycled / 1e3),
            ],
        ),
        (
            "Tokens a day for a device, by resource",
            by_resource(|day| day.by_resource),
        ),
        (
            "Tokens a day for a device, by how crowded its cell is",
            by_density
                .map(|(index, name)| {
                    line(name, move |day| {
                        day.by_density.get(index).copied().unwrap_or(0.0)
                    })
                })
                .collect(),
        ),
        (
            "Shares of the budget, in hundredths",
            by_resource(|day| day.shares.map(|share| f64::from(share) / 1e4)),
        ),
        (
            "Gini coefficient of rewards, and devices in ten thousands",
            vec![
                line("Gini", |day| day.gini),
                line("devices", |day| day.devices as f64 / 1e4),
            ],
        ),
    ]
}

fn chart(area: &Area<'_>, title: &str, lines: &[Line], days: &[Day]) -> Drawn {
    // The first months, when few share what there is, would dwarf all others.
    let shown = || days.iter().skip(days.len().min(2_000) / 10).step_by(STEP);
    let years = |day: &Day| day.day as f64 / super::DAYS_PER_YEAR;
    let highest = shown()
        .flat_map(|day| lines.iter().map(|line| (line.value)(day)))
        .fold(0.0, f64::max);
    let last = days.last().map_or(1.0, years);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 17))
        .margin(8)
        .x_label_area_size(32)
        .y_label_area_size(46)
        .build_cartesian_2d(0.0..last, 0.0..highest.max(1e-9) * 1.05)?;
    chart
        .configure_mesh()
        .x_desc("years")
        .max_light_lines(0)
        .draw()?;
    for (line, colour) in lines.iter().zip(COLOURS) {
        let points = shown().map(|day| (years(day), (line.value)(day)));
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(1)))?
            .label(&line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
    }
    if lines.len() > 1 {
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .background_style(WHITE.mix(0.8))
            .draw()?;
    }
    Ok(())
}
