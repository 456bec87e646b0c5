//! Looks which access points are around: by what others see there too, the network tells real walks from
//! made-up ones.
//!
//! A practice network has made-up ones, the same for all who pass a cell.

use crate::app::Core;
use outpost_device_drivers::receivers::access_points;
use outpost_protocol::{CellId, practice};

/// The names of those in reach; `None` where this system does not tell.
pub(super) async fn look(core: &Core, here: CellId) -> Option<Vec<Vec<u8>>> {
    if core.network.practice {
        let made_up = practice::access_points(here);
        return Some(made_up.map(|address| address.to_vec()).collect());
    }
    match access_points::in_reach().await {
        Ok(found) => Some(found.into_iter().map(|address| address.to_vec()).collect()),
        Err(error) => {
            tracing::debug!(%error, "what is around is not known");
            None
        }
    }
}
