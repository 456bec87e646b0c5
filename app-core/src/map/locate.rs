//! Asks GPS receivers on this machine's ports where it is.

use crate::{app::Core, errors::Explain, onboarding::configured};
use futures::{StreamExt, stream::FuturesUnordered};
use outpost_app_api::{AppError, ErrorCode, Locate, PositionView};
use outpost_device_drivers::{
    protocols::nmea::Fix,
    receivers::gps::{GpsError, read_fix},
    transport::serial,
};
use std::time::Duration;

/// Good enough to tell the cell, and more than most receivers do.
const ACCURACY_CM: u32 = 1_000;
/// All rates in turn, and then some seconds for a better fix.
const PATIENCE: Duration = Duration::from_secs(20);

/// The first receiver that knows.
pub(crate) async fn locate(core: &Core, _: Locate) -> Result<PositionView, AppError> {
    let ports = serial::list_ports(&configured(core));
    let mut asking: FuturesUnordered<_> = ports
        .into_iter()
        .map(|port| async move { read_fix(&port.path, ACCURACY_CM, PATIENCE).await })
        .collect();
    let mut problem = AppError::new(ErrorCode::NoReceiver);
    while let Some(answer) = asking.next().await {
        match answer {
            Ok(fix) => return Ok(position(&fix)),
            // Of all that is said, that a receiver is there and sees no sky helps most.
            Err(error @ GpsError::NoFix { .. }) => problem = error.explain(),
            Err(error @ GpsError::Open(_)) if problem.code == ErrorCode::NoReceiver => {
                problem = error.explain();
            }
            Err(error) => tracing::debug!(%error, "no receiver"),
        }
    }
    Err(problem)
}

fn position(fix: &Fix) -> PositionView {
    let degrees = |e7: i32| f64::from(e7) / 1e7;
    PositionView {
        latitude: degrees(fix.position.latitude_e7()),
        longitude: degrees(fix.position.longitude_e7()),
        accuracy_m: f64::from(fix.accuracy_cm) / 100.0,
    }
}

impl Explain for GpsError {
    fn explain(self) -> AppError {
        match self {
            Self::Open(error) => error.explain(),
            Self::Lost(lost) => AppError::new(ErrorCode::PortGone).with("port", lost.port),
            Self::NoFix { .. } => AppError::new(ErrorCode::NoPositionYet),
            Self::Silent { .. } | Self::NotAReceiver { .. } => AppError::new(ErrorCode::NoReceiver),
        }
    }
}
